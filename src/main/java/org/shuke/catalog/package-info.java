/// What we sell: products by their code.
///
/// 1. A product's code (`sku`) is unique and names it in files and orders.
@NullMarked
package org.shuke.catalog;

import org.jspecify.annotations.NullMarked;

/// What we sell: products by their code, with variants, bundles and units; the rooms for
/// [prices][org.shuke.catalog.prices] and for [stock][org.shuke.catalog.stock].
///
/// 1. A product's code (`sku`) is unique and names it in files and orders.
/// 2. Prices, quantity breaks and stock are in the product's own unit; other units are a number of
///    it.
/// 3. Cost and margin are read by those alone whom a role lets.
///
/// Start reading at [Products].
@NullMarked
package org.shuke.catalog;

import org.jspecify.annotations.NullMarked;

/// PDF from XHTML and CSS 2.1, with an embedded font for Latin and Chinese.
///
/// 1. Text comes out of the PDF as it was written, Chinese included: it can be searched and copied.
/// 2. Nothing is loaded from anywhere: pictures are `data:` addresses, or they are left out.
@NullMarked
package org.shuke.platform.pdf;

import org.jspecify.annotations.NullMarked;

/// What customers see on paper and behind links: the same document for the screen and for PDF, in
/// English, in Chinese or in both, with the company's letterhead.
///
/// 1. Everything that comes from records is escaped; nothing in a paper is a script or a link out.
/// 2. Numbers have the decimals of their currency, days are written as ISO 8601: nobody can misread
///    them.
///
/// Start reading at [Paper].
@NullMarked
package org.shuke.sales.papers;

import org.jspecify.annotations.NullMarked;

/// Taking data out: the list as one sees it, as CSV, XLSX or JSON Lines.
///
/// 1. It streams in keyset pages, so that memory does not grow with the rows.
/// 2. The caller's rights are read anew for every page: who loses them gets no further.
/// 3. No cell of a text file can be taken for a formula.
@NullMarked
package org.shuke.records.exports;

import org.jspecify.annotations.NullMarked;

/// Files as rows: whatever a person brings (CSV, TSV, Excel, vCard, packed or not) read as one
/// header and a stream of rows of text with the line each came from.
///
/// 1. A file is never held in memory: a million rows read in the memory of one.
/// 2. Nothing is inflated before its limits are checked; nothing in a file is ever executed or
///    fetched.
/// 3. One broken row is a row with a fault and its line; the rows after it are still read.
/// 4. A file that cannot be read at all is refused with its reason (a refusal).
///
/// Start with [Detect], which says what a file is ([Shape]), and [RowReader#open], which reads it.
@NullMarked
package org.shuke.imports.files;

import org.jspecify.annotations.NullMarked;

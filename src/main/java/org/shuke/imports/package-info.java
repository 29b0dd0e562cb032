/// Imports: files that people bring become records, as one unit that can be watched, mended,
/// resumed and undone.
///
/// 1. Nothing is written before every row was checked; the check foretells the counters.
/// 2. `rows = created + updated + unchanged + skipped + failed`, always: they are counted from the
///    ledger, which carries the result of every row.
/// 3. Killed anywhere, an import goes on at the first row without a result; no row is written
///    twice.
/// 4. However many rows there are, the memory is the same.
/// 5. Nothing is guessed silently: open dates are asked for, long digits stay text, what is almost
///    known is offered.
///
/// ```
///   file ─▶ shape ─▶ mapping ─▶ rows staged ─▶ checked ─▶ written in chunks ─▶ undone as one
/// ```
///
/// Start with [org.shuke.imports.Imports]; [org.shuke.imports.files] makes rows of files,
/// [org.shuke.imports.values] values of cells.
@NullMarked
package org.shuke.imports;

import org.jspecify.annotations.NullMarked;

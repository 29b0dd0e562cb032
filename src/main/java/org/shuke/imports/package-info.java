/// Imports: files that people bring become records, as one unit that can be watched, mended,
/// resumed and undone.
///
/// Start with [org.shuke.imports.files] (files to rows) and [org.shuke.imports.values] (cells to
/// values).
@NullMarked
package org.shuke.imports;

import org.jspecify.annotations.NullMarked;

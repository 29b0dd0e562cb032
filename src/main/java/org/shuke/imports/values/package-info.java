/// Cells to values: what people and programs write in tables, understood once and kept in one
/// canonical text (numbers with a point, ISO dates and instants, `true`/`false`, E.164 phones, ISO
/// countries).
///
/// 1. Every function is pure: the same cell under the same [Options] is always the same [Reading].
/// 2. What a whole column must decide (decimal comma, day before month) is decided from the column
///    ([ColumnForm]), never cell by cell.
/// 3. Nothing is guessed silently: a guess carries a warning, a cell not understood an error code.
///
/// Start with [ColumnForm#of].
@NullMarked
package org.shuke.imports.values;

import org.jspecify.annotations.NullMarked;

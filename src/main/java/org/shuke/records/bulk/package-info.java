/// Many records in one request: a list of operations, or one change to everything that a filter
/// leaves. Each is a unit, so that it can be undone.
///
/// 1. Rows are independent: a refused one leaves no trace and stops no other.
/// 2. All or nothing, when asked for; then every refused row is named.
/// 3. By filter, only rows are touched that the caller sees and may change.
@NullMarked
package org.shuke.records.bulk;

import org.jspecify.annotations.NullMarked;

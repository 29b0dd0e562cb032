/// Which types and fields exist now: the rooms' declarations, and what administrators added.
///
/// A custom field is a real nullable column `x_<number>` of its type's table, so type, statistics,
/// keys and order are PostgreSQL's. Its API name never changes, its labels do; the change log and
/// saved expressions refer to the column.
///
/// 1. The program does not start on a schema that disagrees with a declaration; it names both
///    sides.
/// 2. A new field is listable, filterable, sortable and importable with the next request, on every
///    node within a second.
/// 3. Nothing is lost silently: a removed field is hidden first, its column stays until it is
///    dropped on purpose, and a change of kind shows what will not convert and keeps the old
///    column.
@NullMarked
package org.shuke.records.schema;

import org.jspecify.annotations.NullMarked;

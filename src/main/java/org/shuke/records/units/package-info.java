/// Units: everything that changes many records at once can be looked at and undone as one.
///
/// ```
///   import, bulk edit, merge ──▶ unit ──(undo)──▶ unit ──(undo)──▶ unit …
///                                 │
///            change rows ──▶ net effect per record and part ──▶ preview: what would happen
///                                                           └─▶ undo, chunk by chunk
/// ```
///
/// 1. Undo works on what a unit did in all to each record, whatever the order of its changes.
/// 2. A field that somebody changed since is a conflict: listed, and kept unless told otherwise.
/// 3. A created record is really removed, but only when nothing outside the unit refers to it.
/// 4. After an undo without conflicts every column but version, updated_at and updated_by is as it
///    was before.
/// 5. A chunk is one transaction and carries its own progress: killed anywhere, the undo goes on.
/// 6. What rules made of a unit is a unit that follows on it, and is undone before it.
/// 7. Undo is a unit itself.
///
/// Start reading at [Units], then [Undo].
@NullMarked
package org.shuke.records.units;

import org.jspecify.annotations.NullMarked;

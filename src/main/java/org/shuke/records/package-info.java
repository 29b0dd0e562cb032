/// The engine: every kind of record is declared once, and from the declarations one engine reads,
/// writes, logs and undoes all of them.
///
/// ```
///   declaration ([Type], [Field], [Inverse])  ──▶  [Catalog]
///        caller's rights ([Policy])           ──▶  reads  (one statement a list)
///                                             ──▶  writes (check, then act, one change row each)
/// ```
///
/// 1. A built-in type, a custom type and a custom field are the same [Type] and [Field] objects.
/// 2. Every read carries the row predicate of the caller's [Policy]; a field one may not read does
///    not exist.
/// 3. Every mutation writes its change row in the same transaction; a refusal leaves no trace.
/// 4. The engine knows nothing of what a verb or a rule does: an odd need is plain code in a room.
///
/// Start reading at [Type], then [From], [Policy] and [Records].
@NullMarked
package org.shuke.records;

import org.jspecify.annotations.NullMarked;

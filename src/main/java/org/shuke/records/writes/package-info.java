/// Writing records: check, then act, in one transaction; nothing happens before the check.
///
/// ```
///   load with lock ─▶ policy on the old row ─▶ apply ─▶ rules, all messages at once
///      ─▶ policy on the new row ─▶ row (version + 1), search row, change row ─▶ commit
/// ```
///
/// 1. A refusal leaves no trace in the records: its transaction is rolled back.
/// 2. Every mutation of a record or part has exactly one change row, written with it.
/// 3. Nobody's edit is overwritten silently: an update names the version it was based on.
/// 4. Input is closed: an unknown or read-only member is refused, never ignored.
@NullMarked
package org.shuke.records.writes;

import org.jspecify.annotations.NullMarked;

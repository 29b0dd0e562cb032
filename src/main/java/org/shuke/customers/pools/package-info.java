/// Public pools 公海: records that nobody owns, for the members of some teams to claim.
///
/// ```
///            claim (limits, lock)           N days without follow-up, warned before
///   in pool ────────────────────▶ held ─────────────────────────────────▶ in pool
///                                  │  ▲ assign
///                                  └──┴── return
/// ```
///
/// 1. Of many who claim a record at once, one gets it; the others read by whom it is taken.
/// 2. Nobody claims more a day, or holds more at a time, than the pool says, however many requests
///    he sends at once.
/// 3. A record returns by itself only after its holder was warned, and never while it is locked.
/// 4. Every holding is written down with its beginning, its end and why it ended.
///
/// Any owned type with the fields of [Pooled] can lie in pools: leads and accounts do. Start
/// reading at [Pools].
@NullMarked
package org.shuke.customers.pools;

import org.jspecify.annotations.NullMarked;

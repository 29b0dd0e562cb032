/// Live pages: what a browser shows is told when it has changed.
///
/// ```
///   records.change ──[ChangeWindow]──▶ [Live] ──policy of each caller, now──▶ [Stream] ──▶ browser
/// ```
///
/// 1. A stream tells ids, never values; the page then reads what it wants, as anybody does.
/// 2. Rights are asked at the time of sending: one query a policy and type each tick, on the
///    records themselves. An id is told only to who may read it now.
/// 3. `gone` is told only of a record that this stream was allowed to read when it was registered.
/// 4. Every committed change is told (the window rule of [org.shuke.records.Followers]); above 200
///    records of a type in one tick the answer is `stale`: read again what you show.
/// 5. While nobody looks, nothing is asked.
///
/// Start reading at [Live].
@NullMarked
package org.shuke.records.live;

import org.jspecify.annotations.NullMarked;

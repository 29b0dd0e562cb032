/// The sales cycle measured: what was won and lost, why, by whom and how fast; and the week's
/// report, which makes itself.
///
/// 1. Every figure is an aggregate over records that the caller may read, and the condition that
///    opens those records stands beside it.
/// 2. Won amount, conversion (won of closed) and cycle (days from engaged to closed, of what was
///    won) count by the day of closing.
/// 3. The week's report is made on Monday over everything and kept as it was; who may not read
///    everything gets the same report of what he may read, reckoned when he asks.
///
/// Start reading at [Reports], then [SalesReport].
@NullMarked
package org.shuke.sales.reports;

import org.jspecify.annotations.NullMarked;

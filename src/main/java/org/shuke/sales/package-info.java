/// What was bought: orders with their lines.
///
/// 1. A line's amount is quantity × unit price unless it is given; an order's total is the sum of
///    its lines. Nothing is rounded.
/// 2. Beside every amount stands the same in the company's currency, at the rate of the order's day
///    ([Rates]); without a rate it is absent, never wrong.
/// 3. The views `sales.v_order` and `sales.v_order_line` are what other wings may know.
///
/// Start reading at [Sales], then [Order].
@NullMarked
package org.shuke.sales;

import org.jspecify.annotations.NullMarked;

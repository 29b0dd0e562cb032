/// What was offered and bought. The room `quotes` has the offers, `orders` the orders with
/// shipments, invoices and payments, `contracts` what was signed.
///
/// 1. Documents that Shuke makes round by one rule ([Rounding]).
/// 2. The views `sales.v_order` and `sales.v_order_line` are what other wings may know.
///
/// Start reading at [Sales].
@NullMarked
package org.shuke.sales;

import org.jspecify.annotations.NullMarked;

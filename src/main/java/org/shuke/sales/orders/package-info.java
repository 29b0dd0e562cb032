/// What was bought: orders with their lines, what was shipped of them, what was asked for and paid.
///
/// 1. A line's amount is quantity × unit price unless it is given; an order's total is the sum of
///    its lines. Nothing is rounded here: quotes bring rounded lines, files keep their own scale.
///    Tax is reckoned of the lines' rates as on a quote, each rounded; what an order costs, and
///    what is asked for it and paid, is its total with tax.
/// 2. Beside every amount stands the same in the company's currency, at the rate of the order's day
///    ([org.shuke.catalog.prices.Rates]); without a rate it is absent, never wrong.
/// 3. Of a line never more is shipped than was ordered, and never more comes back than was shipped,
///    however many ship at once: whoever ships holds the order's lock. What came back is not
///    shipped again.
/// 4. As soon as something was shipped, the status follows from what was shipped and paid and is
///    typed by nobody. Orders without shipments keep the status they were given, as a file of sales
///    says it.
/// 5. An order's invoices together are its payment plan. Payments fill them by their due day; what
///    is open and past its day is overdue. What came back is credited at its line's price with tax:
///    the invoices together ask for no more than is owed then, the last due giving way first, and
///    what was paid beyond is to be paid back. Nobody pays more than is open.
/// 6. An order that comes from no quote keeps to the floor of whoever writes it and undercuts no
///    colleague's offer to the same customer ([DirectPrices]). Imports tell what was.
///
/// ```
///   draft ─▶ confirmed ─▶ partlyShipped ─▶ shipped ─▶ completed (all shipped, all paid)
///     │          │                             └────▶ returned  (all that was shipped came back)
///     └──────────┴─▶ cancelled
/// ```
///
/// Start reading at [Orders], then [Order], [Fulfilment].
@NullMarked
package org.shuke.sales.orders;

import org.jspecify.annotations.NullMarked;

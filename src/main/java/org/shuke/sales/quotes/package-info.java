/// Offers: quotes with their lines, versions and the customer's answer.
///
/// 1. A line's amount is quantity × unit price, rounded half up to the currency's minor units
///    ([org.shuke.sales.Rounding]); a quote's total is the sum of its lines without the optional
///    ones that the customer did not choose. Tax is rounded line by line too and stands beside the
///    total.
/// 2. What a customer may have seen does not change: after `submit` the content is frozen, and
///    `revise` makes the next version.
/// 3. An approval counts for the content that was submitted and for nothing else.
/// 4. The customer accepts exactly the content whose hash he names, with exactly the optional lines
///    that the hash stands for, or gets a clear refusal; of all that may happen to a quote at the
///    same moment exactly one thing happens.
/// 5. A quote's number is drawn without gaps; its versions share it (`Q-2026-0001-v2`).
///
/// ```
///            submit              approve            send             accept
///   draft ───────────▶ submitted ────────▶ approved ──────▶ sent ─────────────▶ accepted → order
///     ▲  ▲                 │ reject            │              │──── decline ──▶ declined
///     │  └─────────────────┘                   │              │──── its day ──▶ expired
///     └────────── revise (not sent yet) ───────┘              └─ next version ▶ superseded
///                                                                    sent
/// ```
///
/// Where no rule asks for an approval, `submit` leads to `approved` at once. `revise` of a quote
/// that was sent makes a new draft; the old one stays on offer until the new one is sent.
///
/// Start reading at [Quotes] and [Answers], then [Quote], [QuoteTotals].
@NullMarked
package org.shuke.sales.quotes;

import org.jspecify.annotations.NullMarked;

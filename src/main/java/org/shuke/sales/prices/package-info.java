/// One price for one customer: what he was offered and paid before, and what keeps a colleague from
/// going below it unnoticed.
///
/// 1. Whoever may read a customer learns what he was offered and paid, when and by whom; of
///    comparable customers only figures, never a name, and none of fewer than five ([PriceMemory]).
/// 2. A quote goes below the floor of whoever hands it in, or below what a colleague has on offer
///    to the same customer, only with an approval; also when both hand in at the same moment
///    ([PriceGuard]).
/// 3. `PriceGuard.check(unit, account, quote, currency, lines)` is asked by quotes when one is
///    submitted, in the same transaction: it locks (account, product) until that ends, and what was
///    submitted is frozen, so that nothing changes behind its back.
/// 4. Every quote that somebody keeps and its day has not ended counts as an offer, drafts too: of
///    two who save at the same moment one sees the other. A save of a draft is told what of it will
///    need an approval (`advice` in the answer); it binds when the quote is submitted.
/// 5. The memory is no copy: it is read from quotes and orders by `sales.v_offer` and
///    `sales.v_paid`.
///
/// Start reading at [PriceRoutes], then [PriceMemory] and [PriceGuard].
@NullMarked
package org.shuke.sales.prices;

import org.jspecify.annotations.NullMarked;

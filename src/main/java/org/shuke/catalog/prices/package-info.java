/// What things cost: price books, promotions, taxes, floors and exchange rates, and the one answer
/// that follows from them.
///
/// 1. The same question has the same answer, whoever asks and in whatever order the rules lie in
///    the tables; the answer names every rule that gave the price, changed it or did not count, and
///    why ([Pricing], [Promotions]).
/// 2. Rounding is written down in one place: [Pricing], rule 5.
/// 3. Books made for another account are never named.
/// 4. The floor is the caller's own ([Floors]); cost is read by those alone whom a role lets.
/// 5. Any number of lines is one statement ([PriceSql]).
///
/// ```
/// entry of a book ──┐
/// list price ───────┼─▶ price before ──▶ promotions ──▶ × unit ──▶ rounded ──▶ price
/// parts of a bundle ┘    promotions
/// ```
///
/// Start reading at [Prices], then [Pricing].
@NullMarked
package org.shuke.catalog.prices;

import org.jspecify.annotations.NullMarked;

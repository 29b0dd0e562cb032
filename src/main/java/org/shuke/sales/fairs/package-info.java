/// Fairs 展会: what an event cost, whom we met, what they took with them, and what became of it.
///
/// ```
///   event ──< lead (met there, due for follow-up) ──< hand-out >── material
/// ```
///
/// 1. Who already had a material, at whatever event and as whichever lead of the same mail or
///    number, is marked as having it again.
/// 2. Whoever is met at an event is due for follow-up so many days after its end.
///
/// Start reading at [Fairs].
@NullMarked
package org.shuke.sales.fairs;

import org.jspecify.annotations.NullMarked;

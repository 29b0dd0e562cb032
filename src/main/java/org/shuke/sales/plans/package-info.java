/// What is to be reached, what is expected, and how far one is: targets, the forecast along the
/// tree of teams, and what changed in it.
///
/// 1. A target is about a person, a team with all below it, or a territory; of all products or one;
///    in a year, quarter, month or week. What is reached is counted from won opportunities that the
///    *caller* may read, at the day they closed.
/// 2. A forecast has three figures, won + commit, best case and the whole pipeline, and beside them
///    what a manager says instead; the change log keeps every figure he ever said.
/// 3. Amounts are in the company's currency.
///
/// Start reading at [Plans], then [Forecast].
@NullMarked
package org.shuke.sales.plans;

import org.jspecify.annotations.NullMarked;

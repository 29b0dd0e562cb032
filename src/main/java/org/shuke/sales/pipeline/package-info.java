/// What may be sold: opportunities on their way through the stages of a pipeline.
///
/// ```
///   open ──move──▶ open ──win──▶ won
///    ▲               │            │
///    │               └──lose──▶ lost
///    └───────── reopen ───────────┘
/// ```
///
/// 1. An opportunity's pipeline is always that of its stage, whoever writes it: a trigger sees to
///    it.
/// 2. Who moves an opportunity is told everything that the new stage still asks for at once, and
///    nothing has changed then. What comes from a file or from an undo is a fact and is not asked.
/// 3. A stage that opportunities stand in does not vanish: it is retired into another one.
/// 4. Beside the amount stands the same in the company's currency, at the rate of the closing day
///    when that has passed, else of today.
///
/// Start reading at [Opportunities], then [Opportunity].
@NullMarked
package org.shuke.sales.pipeline;

import org.jspecify.annotations.NullMarked;

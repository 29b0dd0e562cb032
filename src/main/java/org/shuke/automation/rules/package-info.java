/// Rules: when something happens to a record, and a condition holds, things are done in the name of
/// the rule's author.
///
/// ```
///   change log ──follower──▶ event ──trigger?──▶ condition, with the values of that moment
///   calendar  ──daily job──▶ record ─────────────▶        │
///                              false ◀────────────────────┴─▶ actions ──▶ fired | refused, and why
/// ```
///
/// 1. Every committed change is looked at once, in order ([org.shuke.records.Followers]).
/// 2. A rule may do what its author may do at that moment, never more. Whoever changes a rule
///    becomes its author.
/// 3. A condition is about the record as it was right after the change, also when it has changed
///    since. Where it names other records, these count as they are now.
/// 4. A rule does not see its own changes, nor those of an undo; a chain of rules ends at depth 10.
/// 5. What one event makes of one rule is all or nothing, and cannot stop other events or rules.
/// 6. What a rule did in one go is a unit: previewed and undone as a whole. Mail that has left
///    stays.
/// 7. A day that comes back, such as a birthday, sets a rule off once a year and record; 29
///    February on the 28th where there is none.
/// 8. A trial on history goes the same way as the real thing, without acting.
///
/// Start reading at [Rules], then [Events].
@NullMarked
package org.shuke.automation.rules;

import org.jspecify.annotations.NullMarked;

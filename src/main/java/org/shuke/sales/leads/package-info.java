/// Leads 线索: people and companies that might buy, from wherever they come, until they are qualified
/// and become customers, or not.
///
/// ```
///   new ──▶ working ──qualify──▶ qualified ──convert──▶ converted (account, contact, opportunity)
///    │         │                     │
///    └─────────┴────disqualify───────┴──▶ disqualified ──(recycle day)──▶ nurture ──▶ working
/// ```
///
/// 1. Nothing that is known of a lead is lost when it is converted: its activities, files, members
///    and custom fields go along, and the lead stays as the place where they came from.
/// 2. A conversion is one unit: undone, the house is as before.
/// 3. Who may not see a customer that a lead resembles learns only that there is one, and whose
///    team to ask, and only for what he already knows to the letter.
/// 4. A score is the sum of points of the rules that hold, each told by its name.
/// 5. The first assignment rule that holds decides who gets a lead that comes without an owner.
///
/// Start reading at [Leads], then [Lead]; pools are a room of the customers' wing.
@NullMarked
package org.shuke.sales.leads;

import org.jspecify.annotations.NullMarked;

/// Who matters: what each account is worth to us, from its orders.
///
/// ```
///   sales.v_order, v_order_line ──(one MERGE)──▶ insight.account_value ──▶ account.value.*
///            setting `value` {returns, asOf}          by job, never by a request
/// ```
///
/// 1. Scores are 1 + the number of quintile cuts strictly below a value; the cuts interpolate
///    linearly; the score of recency is reversed, so that 5 is always the best.
/// 2. A holds the first 80 % of revenue, B the next 15 %, by monetary value descending, then id.
/// 3. Stages go by the account's own rhythm: the median gap between its orders, at least a day; who
///    bought once is measured by the median rhythm of all others.
/// 4. Accounts without a counted order have no row, hence nulls.
/// 5. A run changes only rows that differ, no version of any account, and writes no change rows.
///
/// Start reading at [ValueSql].
@NullMarked
package org.shuke.insight.value;

import org.jspecify.annotations.NullMarked;

/// Numbers on papers: quotes, orders, invoices and whatever else a house counts.
///
/// 1. Each kind of record has one range: a pattern with year and month, and when it starts anew.
/// 2. A range that is declared gap-free gives its number inside the transaction that writes the
///    record, under the lock of the counter's row: what is rolled back gives its number back, and
///    two writers never get the same one. The price is that such writers wait for one another.
/// 3. Other ranges give numbers in blocks outside of the transaction: nobody waits, and what a
///    stopped program had drawn is skipped, as is what was drawn before a range was edited.
/// 4. A number that a record has already, given by hand, is passed over.
///
/// Start reading at [Numbers].
@NullMarked
package org.shuke.records.numbers;

import org.jspecify.annotations.NullMarked;

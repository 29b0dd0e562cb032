/// The working day: what is to be done, where one was, whom to visit again, and the calendar that
/// others' programs read.
///
/// ```
///   rule ──job, daily──▶ due visit ──check-in──▶ place and photo ──complete──▶ done
/// ```
///
/// 1. A customer that a rule applies to has at most one open visit of a rule; the rule with the
///    shortest interval wins. The job may be run twice: it makes nothing twice.
/// 2. A check-in keeps where and when, as the device told it, and is not changed afterwards.
/// 3. The calendar's address holds a secret that is kept only as a hash; a new one ends the old.
///    Its reader sees what its owner may read at that moment, and nothing else.
///
/// Start reading at [Diary].
@NullMarked
package org.shuke.customers.diary;

import org.jspecify.annotations.NullMarked;

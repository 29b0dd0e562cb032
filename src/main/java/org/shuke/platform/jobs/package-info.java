/// Background work that survives a crash. Start reading at [Jobs].
///
/// ```
///   waiting ──claimed──▶ running ──▶ done | failed | cancelled
///      ▲                  │  ▲
///      └──handed back─────┘  └─ claimed again when its node is gone, or silent for 30 s
/// ```
///
/// 1. A job that was submitted in a transaction exists exactly if that transaction was committed.
/// 2. A job runs on one node at a time; a node that lost it can no longer write (its fence is old).
/// 3. Jobs of one lane run one after the other; a recurring job runs once per time over all nodes.
/// 4. A job whose node dies is resumed at once, one whose node hangs within a minute, five times;
///    then it is given up with a reason.
/// 5. Times are the database's, so that the nodes' clocks do not matter.
@NullMarked
package org.shuke.platform.jobs;

import org.jspecify.annotations.NullMarked;

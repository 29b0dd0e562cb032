/// Approvals: a second person's word on one version of a record.
///
/// ```
///   asked ──▶ pending ──step 1 … step n──▶ approved
///                │ ├─ one rejects ───────▶ rejected
///                │ ├─ asker takes back ──▶ withdrawn
///                │ └─ subject changes ───▶ outdated
/// ```
///
/// 1. Four eyes: who asked cannot decide, neither himself nor as somebody's deputy.
/// 2. An approval is about one version of its subject. When the subject has changed since, nobody
///    can approve it any more, and it becomes outdated by itself.
/// 3. A step needs one of its approvers, or all of them; steps are asked one after the other.
/// 4. For an absent approver his deputy of that day decides; the vote says for whom. An approver
///    may also pass his vote on to a colleague. Both stay readable.
/// 5. An approval is read by who asked, by its approvers and their deputies; whoever may read the
///    subject sees its approvals there.
/// 6. The wing of the subject is told of every end in the transaction of the vote.
///
/// Start reading at [Approvals].
@NullMarked
package org.shuke.automation.approvals;

import org.jspecify.annotations.NullMarked;

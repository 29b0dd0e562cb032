/// Who owns what, when people leave and when people disagree.
///
/// ```
///   hand-over:  draft ──preview──▶ draft ──run──▶ done ──undo of its unit──▶ draft
///   dispute:    open (evidence gathered, points by written rules) ──decide──▶ decided
/// ```
///
/// 1. A hand-over moves everything that is somebody's, of every owned type there is or will be,
///    with nothing else of it changed: stage, history and custom values stay.
/// 2. What its preview counts is what its run does, and one undo brings all of it back.
/// 3. Evidence is built from the change log and the activities, never written by the parties; the
///    same log and the same weights give the same points whenever they are reckoned.
/// 4. Neither party of a dispute decides it.
///
/// Start reading at [HandOvers] and [Disputes].
@NullMarked
package org.shuke.sales.ownership;

import org.jspecify.annotations.NullMarked;

/// `./shuke bench`: how near the program comes to the limit of what it stands on.
///
/// ```
///   folder with the made-up company ──▶ program ──▶ [Measure]s, each beside its raw limit ──▶ [Report]
/// ```
///
/// 1. A figure is a ratio to a limit measured in the same run, on the same data, with the same
///    number of callers: raw JDBC doing the same SQL, a raw transaction writing the same rows, raw
///    COPY into the same table. A bare number says more about the machine than about the program.
/// 2. Program and limit take turns, round by round; the ratio is the median of the rounds.
/// 3. What a measure writes it takes away again.
///
/// Start reading at [Bench], then at one measure, such as [Lists].
@NullMarked
package org.shuke.bench;

import org.jspecify.annotations.NullMarked;

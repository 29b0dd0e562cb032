/// What every wing stands on, and what every wing brings.
///
/// ```
///   [Ground]  database, jobs, files, settings, texts  ──▶  [Wing]s, built in order
///   [Wing]s   types                                   ──▶  [Engine], built once, of all of them
///   [Engine]  reads, writes, units                    ──▶  [Wing]s, through the [Ground]
/// ```
///
/// 1. A wing gets everything from the ground, and the wings below it by their classes.
/// 2. The engine exists once all wings have said which types they have; until then asking for it is
///    a fault of the wiring.
///
/// Start reading at [Wing].
@NullMarked
package org.shuke.ground;

import org.jspecify.annotations.NullMarked;

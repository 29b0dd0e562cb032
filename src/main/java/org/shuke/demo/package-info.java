/// A made-up company that sells tea and coffee in China, Europe and America: believable, bilingual
/// and the same at every run.
///
/// ```
///   (seed, day, scale) ─▶ [Company]: customer(n) and what belongs to it, each from its own dice
///                      ─▶ [Load]: one COPY a table, in constant memory
/// ```
///
/// 1. The same seed, day and scale give the same rows, to the byte.
/// 2. Customer n is the same whatever is made before it: any pass can make it anew, so nothing is
///    held in memory.
/// 3. A fifth of the customers bring most of the revenue; some come new, cool down and are lost.
///
/// Mail addresses lie in the reserved domain `example`; people, firms and numbers are invented.
/// Start reading at [Demo].
@NullMarked
package org.shuke.demo;

import org.jspecify.annotations.NullMarked;

/// Contracts: what was agreed with a customer for a time, and what has to be decided before it
/// ends.
///
/// 1. What somebody may have signed does not change: once sent, content and files are frozen;
///    `revise` takes it back and ends its links. What was signed stays for good.
/// 2. The customer signs exactly the content and the files whose hash he names, or gets a clear
///    refusal. Of signing, taking back and changing at the same moment exactly one thing happens.
/// 3. How a customer signs is a [Signing]; whichever it is, what proves it is kept with the
///    contract: who, when, by which way, the hash of what was signed, and the hash of the address
///    that it came from.
/// 4. The owner is reminded once for each day of notice, whatever number of nodes there are.
/// 5. At its end a contract that renews by itself is followed by the next one, which is in force at
///    once; one that somebody must renew is over unless somebody did.
///
/// ```
///            send             sign, or the link           its first day        its last day
///   draft ─────────▶ sent ───────────────────▶ signed ──────────────▶ active ──────────────▶ ended
///     ▲                │ revise, declined                                │ │
///     └────────────────┘                                      terminate  │ │ the next one is signed
///                                                     terminated ◀───────┘ └──────▶ renewed
/// ```
///
/// A signed contract whose first day has come is active at once. Start reading at [Contracts], then
/// [Signing].
@NullMarked
package org.shuke.sales.contracts;

import org.jspecify.annotations.NullMarked;

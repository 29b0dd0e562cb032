/// The outbox: one-to-one mails and calls of web hooks, sent once or told to the author.
///
/// ```
///   queued ──claimed (committed)──▶ the other side is called ──▶ sent | failed | uncertain
///      ▲                                     │
///      └── later, when it said "not now"; at once, when its answer was lost ──┘
/// ```
///
/// 1. What was put in with a transaction leaves exactly if that transaction was committed.
/// 2. Nothing is lost: a claim whose holder is silent is taken over. A mail that may have been
///    accepted already is sent again with the same Message-ID, so that the receiver's side
///    recognises it, and says so ([Mail] `perhapsTwice`).
/// 3. A holder that lost its claim can no longer write (its fence is old).
/// 4. Suppressed addresses are looked at in the transaction of the claim.
/// 5. A refusal for good ends it at once, with the other side's words told to the author. A refusal
///    for now is tried again after 1, 5, 30 minutes, 2, 8 and 24 hours, for five days.
/// 6. One destination has at most two sendings at a time, so that a slow one holds up nobody else.
/// 7. All connections pass the egress guard.
///
/// Start reading at [Outbox].
@NullMarked
package org.shuke.channels.outbox;

import org.jspecify.annotations.NullMarked;

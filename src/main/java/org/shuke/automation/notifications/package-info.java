/// Notifications: what people are told, in their own language, where they see it without asking.
///
/// ```
///   told ──▶ (quiet hours: held back) ──▶ unread ──▶ read ──90 days──▶ forgotten
/// ```
///
/// 1. A notification exists exactly if the transaction that told it was committed.
/// 2. It is stored as a text's key and its args and shown in the reader's language.
/// 3. What is said of the same thing in the same way is one entry with a count.
/// 4. In a person's quiet hours nothing new shows; it shows when they end. What he muted is not
///    told.
///
/// Start reading at [Notifications].
@NullMarked
package org.shuke.automation.notifications;

import org.jspecify.annotations.NullMarked;

package org.shuke.automation.notifications;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Declaration;
import org.shuke.records.Type;

/// One thing that one person is told. Its owner is the reader.
///
/// @param kind what it is about, for muting: the part of `textKey` before the dot
/// @param textKey the text `notice.<textKey>` says it
/// @param args the text's args, a JSON object
/// @param link where in the page it leads
/// @param showAt not before; later than its creation in quiet hours
public record Notification(
    String kind,
    String textKey,
    @Nullable String args,
    @Nullable String link,
    Instant showAt,
    @Nullable Instant readAt) {
  static Type type() {
    return Declaration.of(
            "notification", "notifications", "automation.notification", Notification.class)
        .titled("textKey")
        .owned()
        .required("kind", "textKey", "showAt")
        .json("args")
        .system("kind", "textKey", "args", "link", "showAt", "readAt", "owner")
        .byDesk()
        .type();
  }
}

package org.shuke.channels.outbox;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A mail that a room wants sent in the name of its caller.
///
/// @param to one address, or several separated by commas
/// @param html made by the room; cleaned here once more
/// @param about where in the page its occasion is, such as `/quotes/<id>`
/// @param link an address in the text by which whoever has it reads and answers a paper: it is for
///   the receiver alone, and stands as [#HIDDEN] in the mail that colleagues read
public record Message(
    String to,
    @Nullable String cc,
    String subject,
    String text,
    @Nullable String html,
    List<Attached> files,
    @Nullable UUID account,
    @Nullable UUID contact,
    @Nullable String about,
    @Nullable String link) {
  static final String HIDDEN = "[…]";

  /// A stored file under a name that the receiver sees.
  public record Attached(UUID file, String name, String mediaType) {}

  /// The same with one file more.
  public Message with(Attached file) {
    var more = new ArrayList<>(files);
    more.add(file);
    return new Message(to, cc, subject, text, html, more, account, contact, about, link);
  }

  /// The text as the house keeps it.
  String kept() {
    return link == null ? text : text.replace(link, HIDDEN);
  }

  /// Text to a customer, nothing else.
  public static Message text(
      String to, String subject, String text, @Nullable UUID account, @Nullable UUID contact) {
    return new Message(to, null, subject, text, null, List.of(), account, contact, null, null);
  }
}

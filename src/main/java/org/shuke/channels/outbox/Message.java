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
public record Message(
    String to,
    @Nullable String cc,
    String subject,
    String text,
    @Nullable String html,
    List<Attached> files,
    @Nullable UUID account,
    @Nullable UUID contact,
    @Nullable String about) {

  /// A stored file under a name that the receiver sees.
  public record Attached(UUID file, String name, String mediaType) {}

  /// The same with one file more.
  public Message with(Attached file) {
    var more = new ArrayList<>(files);
    more.add(file);
    return new Message(to, cc, subject, text, html, more, account, contact, about);
  }

  /// Text to a customer, nothing else.
  public static Message text(
      String to, String subject, String text, @Nullable UUID account, @Nullable UUID contact) {
    return new Message(to, null, subject, text, null, List.of(), account, contact, null);
  }
}

package org.shuke.channels.outbox;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A mail ready to be written as MIME.
///
/// @param from null when nobody has an address
/// @param replyTo whom answers reach when `from` is the company's address
record Envelope(
    @Nullable String messageId,
    @Nullable String from,
    @Nullable String fromName,
    @Nullable String replyTo,
    List<String> to,
    List<String> cc,
    String subject,
    String text,
    @Nullable String html,
    Instant at,
    List<File> files) {
  record File(String name, String mediaType, Path path) {}

  private static final String UTF_8 = StandardCharsets.UTF_8.name();

  /// The message that goes over the wire; its id is ours, so that a second sending has the same.
  MimeMessage message(Session session) throws MessagingException, IOException {
    var message =
        new MimeMessage(session) {
          @Override
          protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", oneLine(messageId == null ? "" : messageId));
          }
        };
    if (from != null) {
      message.setFrom(address(from, fromName));
    }
    if (replyTo != null) {
      message.setReplyTo(new InternetAddress[] {address(replyTo, fromName)});
    }
    message.setRecipients(Message.RecipientType.TO, addresses(to));
    message.setRecipients(Message.RecipientType.CC, addresses(cc));
    message.setSubject(oneLine(subject), UTF_8);
    message.setSentDate(Date.from(at));
    content(message);
    message.saveChanges();
    return message;
  }

  private void content(MimeMessage message) throws MessagingException, IOException {
    if (html == null && files.isEmpty()) {
      message.setText(text, UTF_8);
      return;
    }
    var mixed = new MimeMultipart("mixed");
    mixed.addBodyPart(words());
    for (var file : files) {
      var part = new MimeBodyPart();
      part.attachFile(file.path().toFile(), oneLine(file.mediaType()), "base64");
      part.setFileName(MimeUtility.encodeText(oneLine(file.name()), UTF_8, null));
      mixed.addBodyPart(part);
    }
    message.setContent(mixed);
  }

  private MimeBodyPart words() throws MessagingException {
    var plain = new MimeBodyPart();
    plain.setText(text, UTF_8);
    if (html == null) {
      return plain;
    }
    var rich = new MimeBodyPart();
    rich.setContent(html, "text/html; charset=UTF-8");
    var part = new MimeBodyPart();
    part.setContent(new MimeMultipart("alternative", plain, rich));
    return part;
  }

  private static InternetAddress[] addresses(List<String> all) throws MessagingException {
    var addresses = new InternetAddress[all.size()];
    for (int i = 0; i < addresses.length; i++) {
      addresses[i] = address(all.get(i), null);
    }
    return addresses;
  }

  private static InternetAddress address(String address, @Nullable String name)
      throws MessagingException {
    try {
      var made = new InternetAddress(address, true);
      if (name != null) {
        made.setPersonal(oneLine(name), UTF_8);
      }
      return made;
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Nothing that is written into a header ends it.
  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ");
  }
}

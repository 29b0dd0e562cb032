package org.shuke.channels.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.util.MailConnectException;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.egress.Egress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The mail server of `SHUKE_SMTP_URL`: `smtp://user:password@host:587`, `smtps://…` for TLS from
/// the start. With `smtp` TLS is used where the server offers it, and demanded for a password
/// unless the server is this very machine.
public final class Smtp {
  private static final Logger LOG = LoggerFactory.getLogger(Smtp.class);
  private static final String CONNECT = "10000";
  private static final String ANSWER = "30000";

  private final Session session;
  private final String protocol;
  private final @Nullable String user;
  private final @Nullable String password;
  private final String host;
  private final int port;

  public Smtp(URI url, Egress egress) {
    this.protocol = url.getScheme();
    this.host = url.getHost();
    this.port = url.getPort() < 0 ? (protocol.equals("smtps") ? 465 : 25) : url.getPort();
    var info = url.getRawUserInfo();
    int colon = info == null ? -1 : info.indexOf(':');
    this.user = info == null ? null : decoded(colon < 0 ? info : info.substring(0, colon));
    this.password = info == null || colon < 0 ? null : decoded(info.substring(colon + 1));
    var properties = new Properties();
    var prefix = "mail." + protocol + ".";
    properties.put(prefix + "socketFactory", egress.and(host, port).socketsTo(host, port));
    properties.put(prefix + "socketFactory.fallback", "false");
    properties.put(prefix + "connectiontimeout", CONNECT);
    properties.put(prefix + "timeout", ANSWER);
    properties.put(prefix + "writetimeout", ANSWER);
    properties.put(prefix + "auth", user == null ? "false" : "true");
    properties.put(prefix + "sendpartial", "false");
    properties.put(prefix + "starttls.enable", "true");
    boolean here = host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    properties.put(prefix + "starttls.required", user == null || here ? "false" : "true");
    this.session = Session.getInstance(properties);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
  }

  /// Hands a mail over on a connection of its own.
  ///
  /// @throws MessagingException when the mail cannot be written as MIME at all
  Outcome send(Envelope envelope) throws MessagingException, IOException {
    var message = envelope.message(session);
    var transport = session.getTransport(protocol);
    try {
      transport.connect(host, port, user, password);
      return hand(transport, message);
    } catch (AuthenticationFailedException e) {
      return new Outcome.Later("The mail server does not accept our sign-in: " + words(e), null);
    } catch (MailConnectException e) {
      return new Outcome.Later("The mail server cannot be reached: " + words(e), null);
    } catch (MessagingException e) {
      return new Outcome.Later(words(e), null);
    } finally {
      leave(transport);
    }
  }

  /// A server that has gone before the goodbye takes back nothing of what it answered.
  private static void leave(Transport transport) {
    try {
      transport.close();
    } catch (MessagingException e) {
      LOG.debug("The mail server hung up before the goodbye: {}", e.getMessage());
    }
  }

  private static Outcome hand(Transport transport, jakarta.mail.internet.MimeMessage message) {
    try {
      transport.sendMessage(message, message.getAllRecipients());
      return new Outcome.Sent();
    } catch (MessagingException e) {
      int code = code(e);
      if (code >= 500) {
        return new Outcome.Refused(words(e));
      }
      // with a number it said no; without one its answer was lost, and it may have the mail
      return code > 0 ? new Outcome.Later(words(e), null) : new Outcome.Unknown(words(e));
    }
  }

  /// The server's reply code, wherever in the chain of exceptions it is; 0 when there is none.
  private static int code(@Nullable Exception thrown) {
    int worst = 0;
    for (var e = thrown;
        e != null;
        e = e instanceof MessagingException m ? m.getNextException() : null) {
      worst =
          switch (e) {
            case SMTPAddressFailedException failed -> Math.max(worst, failed.getReturnCode());
            case SMTPSenderFailedException failed -> Math.max(worst, failed.getReturnCode());
            case SMTPSendFailedException failed -> Math.max(worst, failed.getReturnCode());
            default -> worst;
          };
    }
    return worst;
  }

  private static String words(MessagingException thrown) {
    var words = new StringBuilder();
    Exception e = thrown;
    while (e != null) {
      var own = e.getMessage();
      if (own != null && words.indexOf(own.strip()) < 0) {
        words.append(words.isEmpty() ? "" : " ").append(own.strip());
      }
      e = e instanceof MessagingException m ? m.getNextException() : null;
    }
    var text = words.toString().replaceAll("\\s+", " ");
    return text.length() > 1000 ? text.substring(0, 1000) : text;
  }
}

package org.shuke.sales.contracts;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuke.channels.outbox.Message;
import org.shuke.platform.Texts;
import org.shuke.records.Unit;
import org.shuke.records.reads.Reads;
import org.shuke.sales.contracts.ContractSql.Head;
import org.shuke.sales.links.Links;
import org.shuke.sales.papers.Post;

/// The customer signs behind a link, which a mail brings him with the contract as PDF.
final class ByLink implements Signing {
  /// Long enough to be signed, and read again after.
  private static final Duration GOOD_FOR = Duration.ofDays(365);

  private final Clock clock;
  private final Supplier<Reads> reads;
  private final Links links;
  private final ContractPage page;
  private final Texts texts;
  private final @Nullable Post post;

  /// @param post null where no mail server is set up
  ByLink(
      Clock clock,
      Supplier<Reads> reads,
      Links links,
      ContractPage page,
      Texts texts,
      @Nullable Post post) {
    this.clock = clock;
    this.reads = reads;
    this.links = links;
    this.page = page;
    this.texts = texts;
    this.post = post;
  }

  @Override
  public Map<String, Object> ask(Unit unit, UUID contract, Contracts.Send how) throws SQLException {
    // whoever names the address could send himself what he may not read
    ContractPaper.mustBeReadable(unit.tx(), reads.get(), unit.policy(), contract);
    var expires = clock.instant().plus(GOOD_FOR);
    var head = page.head(unit.tx(), contract);
    var to = how.to() == null || how.to().isBlank() ? head.email() : how.to();
    var link = links.issue(unit, "agreement", Contracts.CONTRACT, contract, to, expires);
    if (post == null || to == null || !link.startsWith("http")) {
      return Map.of("link", link);
    }
    var pdf = page.pdf(unit.tx(), contract, null, locale(head));
    var mail = post.send(unit, message(head, to, link, how.message()), head.number(), pdf);
    return Map.of("link", link, "mail", mail, "to", to);
  }

  private static Locale locale(Head head) {
    return "en".equals(head.language()) ? Locale.ENGLISH : Locale.CHINESE;
  }

  private Message message(Head head, String to, String link, @Nullable String words) {
    var locale = locale(head);
    var args = Map.of("number", head.number(), "name", head.name(), "link", link);
    var body = texts.text(locale, "contract.mail.body", args);
    return new Message(
        to,
        null,
        texts.text(locale, "contract.mail.subject", args),
        words == null || words.isBlank() ? body : words.strip() + "\n\n" + body,
        null,
        java.util.List.of(),
        head.accountId(),
        head.contactId(),
        "/contracts/" + head.id(),
        link);
  }
}

package org.shuke.sales.quotes;

import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuke.channels.outbox.Message;
import org.shuke.platform.Refusal;
import org.shuke.platform.Texts;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Policy;
import org.shuke.records.Type;
import org.shuke.records.Unit;
import org.shuke.records.reads.Reads;
import org.shuke.records.writes.Desk;
import org.shuke.records.writes.Writes;
import org.shuke.sales.QuoteToCash;
import org.shuke.sales.links.Links;
import org.shuke.sales.orders.Orders;
import org.shuke.sales.papers.Post;
import org.shuke.sales.quotes.QuoteSql.Head;

/// Puts the room together.
public final class QuoteRoom {
  /// How long a link is good beyond the quote's last day: the customer follows his order by it.
  private static final Duration BEYOND = Duration.ofDays(365);

  /// The job that ends offers whose day is over.
  public static final String EXPIRY = "quotes-expire";

  private static final int CHUNK = 200;

  private final Quotes quotes;
  private final Answers answers;
  private final QuoteRules rules;
  private final @Nullable Post post;
  private final Texts texts;
  private final Links links;
  private final OfferPage page;
  private final ZoneId zone;
  private final Supplier<Reads> reads;
  private final List<Type> types;

  public QuoteRoom(QuoteToCash.Needs needs, Desk desk, Orders orders, Links links) {
    this.links = links;
    this.page = new OfferPage(needs.texts(), needs.zone(), needs.letterhead());
    this.post = needs.post();
    this.texts = needs.texts();
    this.zone = needs.zone();
    this.reads = needs.reads();
    this.rules = new QuoteRules(needs.quoting(), needs.rates(), needs.guard());
    var eyes = new QuoteApprovals(needs.approvals(), needs.quoting(), needs.texts());
    this.quotes = new Quotes(needs, desk, rules, eyes, this::deliver);
    this.answers = new Answers(needs, desk, orders);
    var totals =
        new QuoteTotals(
            needs.clock(), zone, needs.rates(), () -> needs.quoting().get().validDays());
    this.types = List.of(Quote.type(totals, quotes, answers), QuoteLine.type());
    needs.approvals().on("quote", quotes::decided);
  }

  public List<Type> types() {
    return types;
  }

  public Quotes desk() {
    return quotes;
  }

  /// What customers do.
  Answers answers() {
    return answers;
  }

  /// What is said to those who save a draft.
  public QuoteAdvice advice(Reads reads) {
    return new QuoteAdvice(rules, texts, reads, zone);
  }

  /// The paper and the page of a quote.
  public OfferPage page() {
    return page;
  }

  Links links() {
    return links;
  }

  ZoneId zone() {
    return zone;
  }

  /// Ends what was on offer until a day that is over; answers how many.
  public Map<String, Object> expire(Writes writes, Policy program) {
    int ended = 0;
    int part;
    do {
      part = writes.write(program, "job", null, unit -> answers.expire(unit, CHUNK));
      ended += part;
    } while (part > 0);
    return Map.of("ended", ended);
  }

  /// @throws Refusal 404 or 403 for whoever may not read the whole paper of a quote
  public void paperMustBeReadable(Transaction tx, Policy policy, UUID quote) throws SQLException {
    QuotePaper.mustBeReadable(tx, reads.get(), policy, quote);
  }

  private Map<String, Object> deliver(Unit unit, UUID quote, LocalDate validUntil, Quotes.Send how)
      throws SQLException {
    // whoever names the address could send himself what he may not read
    QuotePaper.mustBeReadable(unit.tx(), reads.get(), unit.policy(), quote);
    var expires = validUntil.plusDays(1).atStartOfDay(zone).toInstant().plus(BEYOND);
    var head = QuoteSql.head(unit.tx(), quote, zone);
    boolean named = how.to() != null && !how.to().isBlank();
    var to = named || head == null ? how.to() : head.email();
    var link = links.issue(unit, "offer", "quote", quote, to, expires);
    if (post == null || to == null || head == null || !link.startsWith("http")) {
      return Map.of("link", link);
    }
    var pdf = page.pdf(unit.tx(), quote, null, locale(head));
    var mail = post.send(unit, message(head, to, link, how.message()), head.number(), pdf);
    return Map.of("link", link, "mail", mail, "to", to);
  }

  /// A paper in both languages is announced in the first of them, as it begins.
  private static Locale locale(Head head) {
    return "en".equals(head.language()) ? Locale.ENGLISH : Locale.CHINESE;
  }

  private Message message(Head head, String to, String link, @Nullable String words) {
    var locale = locale(head);
    var args =
        Map.of(
            "number", head.number(),
            "link", link,
            "validUntil", String.valueOf(head.validUntil()));
    var body = texts.text(locale, "quote.mail.body", args);
    return new Message(
        to,
        null,
        texts.text(locale, "quote.mail.subject", args),
        words == null || words.isBlank() ? body : words.strip() + "\n\n" + body,
        null,
        List.of(),
        head.accountId(),
        head.contactId(),
        "/quotes/" + head.id(),
        link);
  }
}

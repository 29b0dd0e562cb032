package org.shuke.sales.quotes;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.automation.notifications.Notifications;
import org.shuke.catalog.prices.Rates;
import org.shuke.platform.Refusal;
import org.shuke.records.Draft;
import org.shuke.records.Unit;
import org.shuke.records.writes.Desk;
import org.shuke.sales.QuoteToCash;
import org.shuke.sales.orders.Orders;
import org.shuke.sales.quotes.Quote.Status;
import org.shuke.sales.quotes.QuoteSql.Position;

/// What the customer does with an offer: accepts it with what he chose of it, declines it, asks, or
/// lets its day pass.
public final class Answers {
  private static final String QUOTE = Quotes.QUOTE;
  private static final int MOST_QUESTIONS = 20;

  private final Clock clock;
  private final ZoneId zone;
  private final Rates rates;
  private final Desk desk;
  private final Orders orders;
  private final QuoteToCash.Won won;
  private final Notifications notifications;

  Answers(QuoteToCash.Needs needs, Desk desk, Orders orders) {
    this.clock = needs.clock();
    this.zone = needs.zone();
    this.rates = needs.rates();
    this.won = needs.won();
    this.notifications = needs.notifications();
    this.desk = desk;
    this.orders = orders;
  }

  /// @param hash of the content that the customer has read, and of his choice where he made one
  /// @param options the numbers of the optional lines that he takes, as they stand on the paper
  /// @param name of the person who accepts
  public record Accept(
      String hash, @Nullable List<@Nullable Integer> options, @Nullable String name) {}

  public record Decline(@Nullable String reason, @Nullable String name) {}

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), zone);
  }

  /// The customer says yes to exactly the content that he has read, with exactly the options that
  /// he chose. Said twice, it counts once.
  ///
  /// @return the order that it became
  Object accept(Unit unit, UUID id, Accept input) throws SQLException {
    var quote = desk.lock(unit, QUOTE, id);
    if (Quotes.status(quote) == Status.ACCEPTED && input.hash().equals(agreed(quote))) {
      return Map.of("order", String.valueOf(Orders.ofQuote(unit.tx(), id)));
    }
    mustBeOnOffer(quote);
    var lines = QuoteSql.lines(unit.tx(), id);
    var currency = String.valueOf(quote.stored("currency"));
    var content = String.valueOf(quote.stored("hash"));
    var choice = Choice.of(content, currency, lines, input.options());
    if (!input.hash().equals(choice.hash())) {
      throw Refusal.conflict("quote.offer-changed", Map.of());
    }
    var answer = answer(unit, Status.ACCEPTED, input.name(), null);
    answer.put("acceptedHash", choice.hash());
    if (!choice.lines().isEmpty()) {
      answer.put("chosen", choice.lines());
      sums(unit, answer, choice, currency);
    }
    desk.change(unit, QUOTE, id, answer);
    var order = orders.fromQuote(unit, id, quote, choice.tax(), ordered(lines, choice));
    tell(unit, id, quote, "quote.accepted", "name", input.name());
    if (quote.stored("opportunity") instanceof UUID opportunity) {
      won.win(unit.asDesk(), opportunity);
    }
    return Map.of("order", order);
  }

  /// Quotes that were accepted before there were choices have the hash of their content only.
  private static @Nullable Object agreed(Draft quote) {
    var agreed = quote.stored("acceptedHash");
    return agreed == null ? quote.stored("hash") : agreed;
  }

  private void sums(Unit unit, Map<String, @Nullable Object> to, Choice choice, String currency) {
    var rate = rates.at(currency, unit.at().toInstant());
    var sums =
        Map.of("total", choice.total(), "tax", choice.tax(), "totalWithTax", choice.totalWithTax());
    sums.forEach((field, sum) -> {
      to.put(field, sum);
      to.put(field + "Base", rate == null ? null : sum.multiply(rate));
    });
  }

  /// Refuses clearly what can no longer be answered; the refusal names why.
  private void mustBeOnOffer(Draft quote) {
    Quotes.mustBe(quote, Status.SENT);
    if (quote.stored("validUntil") instanceof LocalDate until && until.isBefore(today())) {
      throw Refusal.conflict("quote.status-expired", Map.of());
    }
  }

  private static List<Map<String, @Nullable Object>> ordered(List<Position> lines, Choice choice) {
    var ordered = new ArrayList<Map<String, @Nullable Object>>();
    for (int i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      if (choice.takes(line, i + 1)) {
        var position = new LinkedHashMap<String, @Nullable Object>();
        position.put("product", line.product());
        position.put("description", line.description());
        position.put("quantity", line.quantity());
        position.put("unit", line.unit());
        position.put("unitPrice", line.unitPrice());
        position.put("amount", line.amount());
        position.put("taxRate", line.taxRate());
        position.values().removeIf(Objects::isNull);
        ordered.add(position);
      }
    }
    return ordered;
  }

  @Nullable Object decline(Unit unit, UUID id, Decline input) throws SQLException {
    var quote = desk.lock(unit, QUOTE, id);
    mustBeOnOffer(quote);
    desk.change(unit, QUOTE, id, answer(unit, Status.DECLINED, input.name(), input.reason()));
    tell(unit, id, quote, "quote.declined", "reason", input.reason());
    return null;
  }

  /// Tells the owner what his customer did.
  private void tell(Unit unit, UUID id, Draft quote, String key, String arg, @Nullable String value)
      throws SQLException {
    if (quote.stored("owner") instanceof UUID owner
        && !owner.equals(unit.policy().principal().user())) {
      var number = String.valueOf(quote.stored("number"));
      var args = Map.of("number", number, arg, value == null ? "–" : value);
      notifications.tell(unit, owner, key, args, "/quotes/" + id);
    }
  }

  private static Map<String, @Nullable Object> answer(
      Unit unit, Status status, @Nullable String name, @Nullable String reason) {
    var answer = new LinkedHashMap<String, @Nullable Object>();
    answer.put("status", status.value());
    answer.put("answeredAt", unit.at().toString());
    answer.put("answeredBy", name);
    answer.put("declineReason", reason);
    return answer;
  }

  /// The customer asks: a task for the quote's owner. At most so many a day, whoever has the link.
  void ask(Unit unit, UUID id, String question, @Nullable String name) throws SQLException {
    var quote = desk.lock(unit, QUOTE, id);
    var account = (UUID) Objects.requireNonNull(quote.stored("account"));
    var yesterday = unit.at().toInstant().minus(Duration.ofDays(1));
    if (QuoteSql.asked(unit.tx(), account, unit.actor(), yesterday) >= MOST_QUESTIONS) {
      throw Refusal.tooMany(Duration.ofHours(1));
    }
    var task = new LinkedHashMap<String, @Nullable Object>();
    task.put("kind", "task");
    task.put("subject", quote.stored("number") + (name == null ? "" : " · " + name));
    task.put("body", question);
    task.put("account", account);
    task.put("contact", quote.stored("contact"));
    task.put("opportunity", quote.stored("opportunity"));
    task.put("owner", quote.stored("owner"));
    task.put("at", unit.at().toString());
    task.put("dueAt", unit.at().toString());
    task.values().removeIf(Objects::isNull);
    desk.create(unit, "activity", task);
    tell(unit, id, quote, "quote.asked", "question", question);
  }

  /// Ends what was on offer until a day that is over; answers how many.
  public int expire(Unit unit, int most) throws SQLException {
    var outdated = QuoteSql.outdated(unit.tx(), today(), most);
    int ended = 0;
    for (var id : outdated) {
      if (Quotes.status(desk.lock(unit, QUOTE, id)) == Status.SENT) {
        desk.change(unit, QUOTE, id, Map.of("status", Status.EXPIRED.value()));
        ended++;
      }
    }
    return ended;
  }
}

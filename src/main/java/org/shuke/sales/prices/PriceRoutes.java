package org.shuke.sales.prices;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.catalog.Assortment;
import org.shuke.catalog.prices.Line;
import org.shuke.catalog.prices.Priced;
import org.shuke.catalog.prices.Prices;
import org.shuke.catalog.prices.Question;
import org.shuke.http.Answer;
import org.shuke.http.Call;
import org.shuke.http.Door;
import org.shuke.http.Method;
import org.shuke.http.Route;
import org.shuke.http.Routes;
import org.shuke.platform.Refusal;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Policy;

/// Prices over HTTP: what something costs a customer, why, and what he heard before; and what was
/// sold and moved in a period.
public final class PriceRoutes {
  private static final int MOST_LINES = 10_000;
  private static final int MOST_EXPLAINED = 500;
  private static final int MOST_COMPARED = 50;

  private final Prices prices;
  private final PriceMemory memory;
  private final ProductPeriods periods;
  private final ZoneId zone;

  public PriceRoutes(Prices prices, PriceMemory memory, ProductPeriods periods, ZoneId zone) {
    this.prices = prices;
    this.memory = memory;
    this.periods = periods;
    this.zone = zone;
  }

  /// @param at a day or a time; now when absent
  /// @param explain also the rules that did not count; unless said, up to 500 lines
  public record Ask(
      @Nullable UUID account,
      @Nullable String currency,
      @Nullable String at,
      List<AskLine> lines,
      @Nullable Boolean explain) {}

  /// @param price what somebody wants to offer, to see how far it is from other prices
  public record AskLine(
      UUID product, BigDecimal quantity, @Nullable String unit, @Nullable BigDecimal price) {}

  /// How far a price is from what the customer heard before.
  ///
  /// @param fromPaid in percent of what he paid last; below zero is cheaper
  /// @param undercuts is it below what a colleague has on offer to him?
  record Distance(
      @Nullable BigDecimal price,
      @Nullable BigDecimal fromPaid,
      @Nullable BigDecimal fromOffered,
      boolean belowFloor,
      boolean undercuts) {}

  public void addTo(Routes routes) {
    routes
        .add(
            new Route(Method.POST, "/api/v1/prices/resolve", Door.SIGNED_IN, this::resolve)
                .limitedTo(Route.BULK)
                .kept(Route.Kept.NOT))
        .get("/api/v1/stock/periods", Door.SIGNED_IN, this::periods);
  }

  private Answer periods(Call call) {
    call.allow("from", "until", "warehouse", "q", "limit", "cursor");
    var from = day(call, "from");
    var until = day(call, "until");
    if (until.isBefore(from)) {
      throw Refusal.malformed("prices.days-reversed", Map.of()).at("until");
    }
    return Answer.ok(
        periods.read(
            call.policy(),
            from,
            until,
            call.query("warehouse"),
            call.query("q"),
            call.query("limit", 100, 1, 500),
            call.query("cursor")));
  }

  private static LocalDate day(Call call, String name) {
    var text = call.query(name);
    try {
      return LocalDate.parse(ofOurTime(name, text));
    } catch (DateTimeParseException e) {
      throw noDay(name);
    }
  }

  private static Refusal noDay(String name) {
    return Refusal.malformed("prices.no-day", Map.of("name", name)).at(name);
  }

  /// Years have four digits: a calendar knows more of them than a database.
  private static String ofOurTime(String name, @Nullable String text) {
    if (text == null || !text.matches("\\d{4}-.+")) {
      throw noDay(name);
    }
    return text;
  }

  private Answer resolve(Call call) {
    call.allow();
    var ask = call.body(Ask.class);
    if (ask.lines().isEmpty() || ask.lines().size() > MOST_LINES) {
      throw Refusal.invalid("lines", "prices.lines", Map.of("most", MOST_LINES));
    }
    var lines = new ArrayList<Line>();
    for (var line : ask.lines()) {
      lines.add(line(line, lines.size()));
    }
    boolean explain = Objects.requireNonNullElse(ask.explain(), lines.size() <= MOST_EXPLAINED);
    var question = new Question(ask.account(), ask.currency(), at(ask.at()), lines, explain);
    return Answer.ok(prices.read(tx -> answer(tx, call.policy(), question, ask.lines())));
  }

  private static Line line(AskLine line, int i) {
    if (line == null || line.product() == null || line.quantity() == null) {
      throw Refusal.invalid("lines[" + i + "]", "prices.line-incomplete", Map.of());
    }
    return new Line(line.product(), line.quantity(), line.unit());
  }

  private @Nullable Instant at(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return text.length() == 10
          ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
          : Instant.parse(ofOurTime("at", text));
    } catch (DateTimeParseException e) {
      throw noDay("at");
    }
  }

  private Object answer(Transaction tx, Policy caller, Question question, List<AskLine> asked)
      throws SQLException {
    var priced = prices.resolve(tx, caller, question);
    var at = prices.at(question);
    var buyer = prices.buyer(tx, caller, question);
    var products = question.lines().stream().map(Line::product).distinct().toList();
    var withdrawn = Assortment.without(tx, products, LocalDate.ofInstant(at, zone)).keySet();
    boolean compare = products.size() <= MOST_COMPARED;
    var memories = memory.of(tx, caller, buyer, products, at, compare);
    var lines = new ArrayList<Map<String, @Nullable Object>>();
    for (int i = 0; i < priced.size(); i++) {
      var each = priced.get(i);
      var remembered = memories.getOrDefault(each.product(), Memory.NOTHING);
      var line = line(each, asked.get(i).price(), remembered, at);
      line.put("forSale", !withdrawn.contains(each.product()));
      lines.add(line);
    }
    var answer = new LinkedHashMap<String, @Nullable Object>();
    answer.put("account", buyer.account());
    answer.put("currency", buyer.currency());
    answer.put("customerClass", classified(caller) ? buyer.customerClass() : null);
    answer.put("at", at);
    answer.put("lines", lines);
    return answer;
  }

  /// May he know a customer's class? It is said by hand or reckoned from everybody's orders.
  private static boolean classified(Policy caller) {
    return caller.reads("account", "priceClass", "value") && caller.reads("account-value", "class");
  }

  private Map<String, @Nullable Object> line(
      Priced priced, @Nullable BigDecimal proposed, Memory memory, Instant at) {
    var line = new LinkedHashMap<String, @Nullable Object>();
    line.put("product", priced.product());
    line.put("quantity", priced.quantity());
    line.put("unit", priced.unit());
    line.put("factor", priced.factor());
    line.put("currency", priced.currency());
    line.put("price", priced.price());
    line.put("before", priced.before());
    line.put("floor", priced.floor());
    line.put("tax", priced.tax());
    line.put("rules", priced.rules());
    if (memory != Memory.NOTHING) {
      line.put("paid", memory.paid());
      line.put("offered", memory.offered());
      line.put("others", memory.others());
      line.put("peers", memory.peers());
    }
    if (proposed != null || memory != Memory.NOTHING) {
      var offer = proposed == null ? priced.price() : proposed;
      line.put("deviation", distance(priced, offer, memory, at));
    }
    return line;
  }

  private @Nullable Distance distance(
      Priced priced, @Nullable BigDecimal price, Memory memory, Instant at) {
    if (price == null) {
      return null;
    }
    var floor = priced.floor();
    boolean undercuts =
        memory.others().stream()
            .map(other -> here(other, priced, at))
            .filter(Objects::nonNull)
            .anyMatch(other -> price.compareTo(other) < 0);
    return new Distance(
        price,
        percent(price, memory.paid(), priced, at),
        percent(price, memory.offered(), priced, at),
        floor != null && price.compareTo(floor.price()) < 0,
        undercuts);
  }

  /// An earlier price in the line's unit and currency.
  private @Nullable BigDecimal here(Remembered earlier, Priced priced, Instant at) {
    var price = prices.convert(earlier.price(), earlier.currency(), priced.currency(), at);
    return price == null ? null : price.multiply(priced.factor());
  }

  private @Nullable BigDecimal percent(
      BigDecimal price, @Nullable Remembered earlier, Priced priced, Instant at) {
    var before = earlier == null ? null : here(earlier, priced, at);
    return before == null || before.signum() == 0
        ? null
        : price.subtract(before).movePointRight(2).divide(before, 1, RoundingMode.HALF_UP);
  }
}

package org.shuke.sales.orders;

import static java.util.Objects.requireNonNullElse;

import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;
import org.shuke.platform.Refusal.Fault;
import org.shuke.records.Draft;
import org.shuke.records.Unit;
import org.shuke.records.reads.Reads;
import org.shuke.records.writes.Consequence;
import org.shuke.sales.prices.Deviation;
import org.shuke.sales.prices.Offered;
import org.shuke.sales.prices.PriceGuard;

/// What holds for a quote holds for an order that comes from none: nobody goes below his floor or
/// below what a colleague offers the same customer. A quote can be approved, an order cannot, so
/// here it is refused.
///
/// What a quote, an import or an administrator has put on the order is settled, as long as nobody
/// gives more of a price away or takes fewer of it.
public final class DirectPrices implements Consequence {
  private static final String PRICE = "unitPrice";

  private final PriceGuard guard;
  private final Reads reads;

  public DirectPrices(PriceGuard guard, Reads reads) {
    this.guard = guard;
    this.reads = reads;
  }

  @Override
  public void follow(Unit unit, Draft order) throws SQLException {
    boolean moved = differs(order, "account") || differs(order, "currency");
    if (unit.policy().administers() || !order.given("lines") && !moved) {
      return;
    }
    var lines = order.parts("lines");
    mustBeLinked(unit, lines.stream().map(line -> moved || !settled(line) ? text(line) : ""));
    var offered = new ArrayList<Offered>();
    var places = new ArrayList<Integer>();
    for (int i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      if ((moved || !settled(line)) && offered(line) instanceof Offered offer) {
        offered.add(offer);
        places.add(i);
      }
    }
    if (offered.isEmpty()) {
      return;
    }
    var account = (UUID) order.get("account");
    var currency = String.valueOf(order.get("currency"));
    var wrong =
        guard.check(unit, account, currency, offered).stream()
            .map(each -> each.at(places.get(each.line())))
            .toList();
    if (!wrong.isEmpty()) {
      throw refusal(unit, account, wrong);
    }
  }

  /// What no floor could be held against: lines that only name their product.
  private void mustBeLinked(Unit unit, Stream<String> texts) throws SQLException {
    var named = guard.unlinked(unit, texts.toList());
    if (!named.isEmpty()) {
      throw Refusal.invalid(
          named.entrySet().stream()
              .map(each ->
                  new Fault(
                      "lines[" + each.getKey() + "].product",
                      "order.unlinked",
                      Map.of("product", each.getValue())))
              .toList());
    }
  }

  private static String text(Draft line) {
    return line.get("product") == null && line.get("description") instanceof String text
        ? text
        : "";
  }

  /// What a line sells; null where it names no product or takes something back.
  private static @Nullable Offered offered(Draft line) {
    return line.get("product") instanceof UUID product
            && price(line::get) instanceof BigDecimal price
            && number(line::get, "quantity").signum() > 0
        ? new Offered(product, number(line::get, "quantity"), (String) line.get("unit"), price)
        : null;
  }

  private static boolean settled(Draft line) {
    var before = price(line::stored);
    var now = price(line::get);
    return before != null
        && now != null
        && now.compareTo(before) >= 0
        && !differs(line, "product")
        && !differs(line, "unit")
        && (line.get("product") != null || !differs(line, "description"))
        && number(line::get, "quantity").compareTo(number(line::stored, "quantity")) >= 0;
  }

  /// What one costs: an amount that was given counts, whatever unit price stands beside it.
  private static @Nullable BigDecimal price(Function<String, @Nullable Object> line) {
    var quantity = number(line, "quantity");
    return line.apply("amount") instanceof BigDecimal amount && quantity.signum() != 0
        ? amount.divide(quantity, MathContext.DECIMAL64)
        : (BigDecimal) line.apply(PRICE);
  }

  private static BigDecimal number(Function<String, @Nullable Object> line, String field) {
    return requireNonNullElse((BigDecimal) line.apply(field), BigDecimal.ZERO);
  }

  private static boolean differs(Draft draft, String field) {
    return !Objects.equals(draft.stored(field), draft.get(field));
  }

  private Refusal refusal(Unit unit, @Nullable UUID account, List<Deviation> wrong)
      throws SQLException {
    var names = OrderSql.names(unit.tx(), wrong.stream().map(Deviation::product).toList());
    boolean told = account != null && mayKnow(unit, account);
    var faults = new ArrayList<Fault>();
    for (var each : wrong) {
      boolean hidden = each.kind() == Deviation.Kind.UNDERCUTS && !told;
      Map<String, Object> args =
          Map.of(
              "product", names.getOrDefault(each.product(), ""),
              "value", plain(each.price()),
              "limit", plain(each.limit()),
              "by", requireNonNullElse(each.by(), ""));
      faults.add(
          new Fault(
              "lines[" + each.line() + "]." + PRICE,
              "order." + each.kind().code() + (hidden ? "-unseen" : ""),
              args));
    }
    return Refusal.invalid(faults);
  }

  /// Whoever may read the customer may know what he was offered, whoever of the house it was.
  private boolean mayKnow(Unit unit, UUID account) throws SQLException {
    var policy = unit.policy();
    var type = policy.catalog().type("account");
    return policy.reads("quote-line", PRICE)
        && reads.find(unit.connection(), policy, type, account, List.of("id")) != null;
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }
}

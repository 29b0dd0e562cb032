package org.shuke.sales.quotes;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.catalog.Assortment;
import org.shuke.platform.Texts;
import org.shuke.records.Unit;
import org.shuke.records.reads.Reads;
import org.shuke.records.writes.Advice;
import org.shuke.sales.prices.Deviation;
import org.shuke.sales.quotes.QuoteSql.Position;

/// What is said when a draft is saved: which of its products are not for sale, which of its prices
/// nobody may offer without an approval, and why. `submit` asks the same once more and holds to it.
///
/// Whoever may read the customer may know what he was offered, whoever of the house it was
/// ([org.shuke.sales.prices.PriceMemory]); anybody else is told nothing.
public final class QuoteAdvice implements Advice {
  /// @param line the number of the line, from 1
  /// @param field of the price or the product, as problems name it
  /// @param message in the caller's language
  /// @param limit what the price may not go below, for one of the line's unit
  /// @param by whose offer it undercuts
  /// @param quote that offer
  record Said(
      int line,
      String field,
      String code,
      String message,
      @Nullable BigDecimal limit,
      @Nullable String currency,
      @Nullable String by,
      @Nullable UUID quote) {}

  private final QuoteRules rules;
  private final Texts texts;
  private final Reads reads;
  private final ZoneId zone;

  QuoteAdvice(QuoteRules rules, Texts texts, Reads reads, ZoneId zone) {
    this.rules = rules;
    this.texts = texts;
    this.reads = reads;
    this.zone = zone;
  }

  @Override
  public List<Said> on(Unit unit, UUID id) throws SQLException {
    var draft = QuoteSql.draft(unit.tx(), id);
    if (draft == null || !mayKnow(unit, draft.account())) {
      return List.of();
    }
    var lines = QuoteSql.lines(unit.tx(), id);
    var said = unsold(unit, lines);
    rules.deviations(unit, draft.account(), id, draft.currency(), lines).stream()
        .map(each -> said(each, lines, locale(unit)))
        .forEach(said::add);
    return said;
  }

  private List<Said> unsold(Unit unit, List<Position> lines) throws SQLException {
    var day = unit.at().atZoneSameInstant(zone).toLocalDate();
    var names = Assortment.without(unit.tx(), lines.stream().map(Position::product).toList(), day);
    var said = new ArrayList<Said>();
    for (int i = 0; i < lines.size(); i++) {
      var product = lines.get(i).product();
      if (product != null && names.get(product) instanceof String name) {
        var fault = Assortment.fault(i, name, day);
        var text = texts.text(locale(unit), "problem." + fault.code(), fault.args());
        said.add(
            new Said(
                i + 1, "lines[" + i + "].product", "not-for-sale", text, null, null, null, null));
      }
    }
    return said;
  }

  private static Locale locale(Unit unit) {
    return unit.policy().principal().locale();
  }

  private Said said(Deviation each, List<Position> lines, Locale locale) {
    return new Said(
        each.line() + 1,
        "lines[" + each.line() + "].unitPrice",
        each.kind().code(),
        texts.text(locale, "quote.reason." + each.kind().code(), QuoteRules.args(each, lines)),
        each.limit(),
        each.currency(),
        each.by(),
        each.quote());
  }

  private boolean mayKnow(Unit unit, UUID account) throws SQLException {
    var policy = unit.policy();
    var catalog = policy.catalog();
    return policy.member(catalog.type("quote-line"), "unitPrice") != null
        && reads.find(unit.connection(), policy, catalog.type("account"), account, List.of("id"))
            != null;
  }
}

package org.shuke.sales.quotes;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Texts;
import org.shuke.records.Unit;
import org.shuke.records.reads.Reads;
import org.shuke.records.writes.Advice;
import org.shuke.sales.prices.Deviation;

/// What is said when a draft is saved: which of its prices nobody may offer without an approval,
/// and why. `submit` asks the same once more and holds to it.
///
/// Whoever may read the customer may know what he was offered, whoever of the house it was
/// ([org.shuke.sales.prices.PriceMemory]); anybody else is told nothing.
public final class QuoteAdvice implements Advice {
  /// @param line the number of the line, from 1
  /// @param field of the price, as problems name it
  /// @param message in the caller's language
  /// @param limit what the price may not go below, for one of the line's unit
  /// @param by whose offer it undercuts
  /// @param quote that offer
  record Said(
      int line,
      String field,
      Deviation.Kind code,
      String message,
      BigDecimal limit,
      String currency,
      @Nullable String by,
      @Nullable UUID quote) {}

  private final QuoteRules rules;
  private final Texts texts;
  private final Reads reads;

  QuoteAdvice(QuoteRules rules, Texts texts, Reads reads) {
    this.rules = rules;
    this.texts = texts;
    this.reads = reads;
  }

  @Override
  public List<Said> on(Unit unit, UUID id) throws SQLException {
    var draft = QuoteSql.draft(unit.tx(), id);
    if (draft == null || !mayKnow(unit, draft.account())) {
      return List.of();
    }
    var lines = QuoteSql.lines(unit.tx(), id);
    var locale = unit.policy().principal().locale();
    return rules.deviations(unit, draft.account(), id, draft.currency(), lines).stream()
        .map(each ->
            new Said(
                each.line() + 1,
                "lines[" + each.line() + "].unitPrice",
                each.kind(),
                texts.text(
                    locale, "quote.reason." + each.kind().code(), QuoteRules.args(each, lines)),
                each.limit(),
                each.currency(),
                each.by(),
                each.quote()))
        .toList();
  }

  private boolean mayKnow(Unit unit, UUID account) throws SQLException {
    var policy = unit.policy();
    var catalog = policy.catalog();
    return policy.member(catalog.type("quote-line"), "unitPrice") != null
        && reads.find(unit.connection(), policy, catalog.type("account"), account, List.of("id"))
            != null;
  }
}

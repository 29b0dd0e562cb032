package org.shuke.sales.quotes;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;
import org.shuke.platform.Refusal.Fault;
import org.shuke.platform.db.Database;
import org.shuke.platform.db.Transaction;
import org.shuke.platform.settings.Setting;

/// How a house quotes, as administrators set it.
///
/// @param validDays how long a quote is good for unless it says itself
/// @param maxDiscount in percent; more on one line needs an approval. Null: never asked
/// @param maxAmount in the company's currency; a larger quote needs an approval
/// @param maxPaymentDays longer terms need an approval
/// @param approvers whom approvals ask first; those who manage the submitter where nobody is named
/// @param secondAmount in the company's currency; a larger quote is approved by a second step too
/// @param secondApprovers whom that step asks
/// @param minMargin in percent of the total; less needs an approval, whose reason tells no figure
public record QuoteSetting(
    int validDays,
    @Nullable BigDecimal maxDiscount,
    @Nullable BigDecimal maxAmount,
    @Nullable BigDecimal maxPaymentDays,
    @Nullable List<UUID> approvers,
    @Nullable BigDecimal secondAmount,
    @Nullable List<UUID> secondApprovers,
    @Nullable BigDecimal minMargin) {
  private static final int LONGEST = 365;

  public static final QuoteSetting DEFAULT =
      new QuoteSetting(
          30, BigDecimal.valueOf(15), null, BigDecimal.valueOf(60), null, null, null, null);

  public static final Setting<QuoteSetting> SETTING =
      new Setting<>("quotes", QuoteSetting.class, DEFAULT, QuoteSetting::checked);

  /// The setting as it is written in a house: whom it names must work there.
  public static Setting<QuoteSetting> in(Database database) {
    return new Setting<>(
        SETTING.name(), SETTING.type(), DEFAULT, sent -> sent.checked().working(database));
  }

  /// @throws Refusal 422 for days or limits that make no sense
  public QuoteSetting checked() {
    if (validDays < 1 || validDays > LONGEST) {
      throw Refusal.invalid("validDays", "quotes.valid-days", Map.of("most", LONGEST));
    }
    positive("maxDiscount", maxDiscount);
    positive("maxAmount", maxAmount);
    positive("maxPaymentDays", maxPaymentDays);
    positive("secondAmount", secondAmount);
    positive("minMargin", minMargin);
    return this;
  }

  /// @throws Refusal 422 naming who is asked for approvals and could give none
  private QuoteSetting working(Database database) {
    var faults =
        database.read(tx -> {
          var gone = new ArrayList<Fault>();
          gone("approvers", approvers, tx, gone);
          gone("secondApprovers", secondApprovers, tx, gone);
          return gone;
        });
    if (!faults.isEmpty()) {
      throw Refusal.invalid(faults);
    }
    return this;
  }

  private static void gone(
      String field, @Nullable List<UUID> people, Transaction tx, List<Fault> faults)
      throws SQLException {
    if (people == null) {
      return;
    }
    for (var each : QuoteSql.gone(tx, people)) {
      var name = each.name();
      faults.add(
          name == null
              ? new Fault(field, "quotes.approver-unknown", Map.of("id", String.valueOf(each.id())))
              : new Fault(field, "quotes.approver-gone", Map.of("name", name)));
    }
  }

  private static void positive(String field, @Nullable BigDecimal limit) {
    if (limit != null && limit.signum() < 0) {
      throw Refusal.invalid(field, "quotes.limit", Map.of());
    }
  }
}

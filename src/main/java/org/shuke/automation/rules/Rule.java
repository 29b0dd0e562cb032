package org.shuke.automation.rules;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.shuke.customers.Drafts;
import org.shuke.records.Declaration;
import org.shuke.records.Type;

/// What happens by itself, as its author writes it.
///
/// @param position rules of one event run in this order
/// @param onType the plural of the records that it is about
/// @param watched for `changed`: names of fields separated by commas; any when absent
/// @param dateField for `date`: the field whose day counts, of the record or of its parts
///   (`dates.date`)
/// @param dateKind of parts only those of this sort, such as `birthday`; all when absent
/// @param dateOffset days after that day; negative for before
/// @param yearly for `date`: does the day come back every year? As its field does where absent
/// @param every for `schedule`
/// @param atHour local hour from which the day's work of `date` and `schedule` is done
/// @param condition CEL over the record, or absent for always
/// @param actions a JSON list, see [Action]
public record Rule(
    String name,
    @Nullable Boolean active,
    @Nullable BigDecimal position,
    String onType,
    Trigger trigger,
    @Nullable String watched,
    @Nullable String dateField,
    @Nullable String dateKind,
    @Nullable BigDecimal dateOffset,
    @Nullable Boolean yearly,
    @Nullable Every every,
    @Nullable BigDecimal atHour,
    @Nullable String condition,
    String actions) {
  private static final int MOST_DAYS = 3_660;

  /// What sets a rule off.
  public enum Trigger {
    CREATED,
    CHANGED,
    DATE,
    SCHEDULE
  }

  /// How often a scheduled rule runs: weeks on Mondays, months on their first day.
  public enum Every {
    DAY,
    WEEK,
    MONTH
  }

  static Type type() {
    return Declaration.of("rule", "rules", "automation.rule", Rule.class)
        .owned()
        .required("name", "onType", "trigger", "actions")
        .longText("condition")
        .json("actions")
        .derived(Drafts.otherwise("active", true))
        .derived(Drafts.otherwise("position", BigDecimal.ZERO))
        .derived(Drafts.otherwise("atHour", BigDecimal.valueOf(8)))
        .derived(Drafts.otherwise("dateOffset", BigDecimal.ZERO))
        .rule(
            "date-field-missing",
            "dateField",
            r -> r.trigger() != Trigger.DATE || r.dateField() != null)
        .rule("every-missing", "every", r -> r.trigger() != Trigger.SCHEDULE || r.every() != null)
        .rule(
            "no-hour",
            "atHour",
            r ->
                r.atHour() == null
                    || isWhole(r.atHour()) && r.atHour().signum() >= 0 && within(r.atHour(), 23))
        .rule("offset", "dateOffset", r -> r.dateOffset() == null || isOffset(r.dateOffset()))
        .type();
  }

  /// Whole days of some years: one rule that cannot be read would stop all.
  static boolean isOffset(BigDecimal days) {
    return isWhole(days) && within(days, MOST_DAYS);
  }

  private static boolean isWhole(BigDecimal number) {
    return number.stripTrailingZeros().scale() <= 0;
  }

  private static boolean within(BigDecimal number, int most) {
    return number.abs().compareTo(BigDecimal.valueOf(most)) <= 0;
  }
}

package org.shuke.catalog.prices;

import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One step of how a price came about, or one rule that did not count.
///
/// @param id the record behind it: a price entry, a promotion
/// @param name what people call it
/// @param why it was refused, else null
/// @param price for one of the product's unit: what the rule says, or what it left
/// @param percent what it took off
public record Rule(
    Kind kind,
    @Nullable UUID id,
    @Nullable String name,
    Outcome outcome,
    @Nullable Reason why,
    @Nullable BigDecimal price,
    @Nullable String currency,
    @Nullable BigDecimal percent,
    @Nullable BigDecimal minQuantity,
    @Nullable LocalDate from,
    @Nullable LocalDate until) {

  /// What kind of rule it is.
  public enum Kind {
    ENTRY,
    LIST,
    BUNDLE,
    CONVERSION,
    PROMOTION,
    ROUNDING;

    @JsonValue
    public String apiName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// What came of it.
  public enum Outcome {
    GAVE,
    CHANGED,
    REFUSED;

    @JsonValue
    public String apiName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Why a rule did not count.
  public enum Reason {
    INACTIVE,
    CURRENCY,
    PERIOD,
    QUANTITY,
    CLASS,
    PLACE,
    OUTRANKED,
    EXCLUSIVE,
    NET,
    RATE;

    @JsonValue
    public String apiName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Rule step(Kind kind, Outcome outcome, @Nullable BigDecimal price, String currency) {
    return new Rule(kind, null, null, outcome, null, price, currency, null, null, null, null);
  }
}

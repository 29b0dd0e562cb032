package org.shuke.sales.prices;

import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A price that must not reach the customer without somebody's approval.
///
/// @param line counted from 0
/// @param price for one of the line's unit, as somebody wants to offer it
/// @param limit what it may not go below, in the same currency
/// @param by whose offer it undercuts
/// @param quote that offer
public record Deviation(
    int line,
    UUID product,
    Kind kind,
    BigDecimal price,
    BigDecimal limit,
    String currency,
    @Nullable String by,
    @Nullable UUID quote) {

  /// The same of a line that stands elsewhere in its document.
  public Deviation at(int place) {
    return new Deviation(place, product, kind, price, limit, currency, by, quote);
  }

  /// What is wrong with it.
  public enum Kind {
    BELOW_FLOOR("below-floor"),
    UNDERCUTS("undercuts");

    private final String code;

    Kind(String code) {
      this.code = code;
    }

    /// As it stands in texts and answers.
    @JsonValue
    public String code() {
      return code;
    }
  }
}

package org.shuke.catalog.prices;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuke.catalog.prices.Facts.TaxRow;

/// Which tax comes on top: of the rates for the product's class that hold on the day, the one for
/// the buyer's region before the one for his country before the one for everywhere; then the one
/// that began last.
final class Taxes {
  private static final Comparator<TaxRow> RANK =
      Comparator.comparing((TaxRow t) -> t.region() == null)
          .thenComparing(t -> t.country() == null)
          .thenComparing(TaxRow::from, Comparator.nullsLast(Comparator.reverseOrder()))
          .thenComparing(TaxRow::id);

  private Taxes() {}

  /// @param rates those that hold on the day
  static @Nullable Tax of(List<TaxRow> rates, String taxClass, Buyer buyer) {
    return rates.stream()
        .filter(t -> t.taxClass().equals(taxClass))
        .filter(t -> t.country() == null || t.country().equals(buyer.country()))
        .filter(t -> t.region() == null || t.region().equals(buyer.region()))
        .min(RANK)
        .map(t -> new Tax(t.name(), t.percent()))
        .orElse(null);
  }
}

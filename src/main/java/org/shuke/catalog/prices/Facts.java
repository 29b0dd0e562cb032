package org.shuke.catalog.prices;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.catalog.Period;

/// Everything that decides the prices of some products for one buyer: what [PriceSql] reads and
/// [Pricing] reckons with.
record Facts(Map<UUID, Item> items, List<Offer> offers, List<Limit> limits, List<TaxRow> taxes) {

  /// @param units other units by name, with how many of its own one holds
  record Item(
      UUID id,
      @Nullable UUID parent,
      boolean bundle,
      @Nullable String category,
      @Nullable String unit,
      @Nullable BigDecimal listPrice,
      @Nullable BigDecimal cost,
      String currency,
      String taxClass,
      Map<String, BigDecimal> units,
      List<Component> components,
      List<Entry> entries) {}

  record Component(UUID product, BigDecimal quantity) {}

  /// Whom and when a rule is for; an absent part holds for all.
  record Reach(
      boolean active,
      @Nullable UUID account,
      @Nullable String customerClass,
      @Nullable String country,
      @Nullable String region,
      @Nullable LocalDate from,
      @Nullable LocalDate until) {

    /// Why it does not reach the buyer on a day, or null when it does.
    Rule.@Nullable Reason misses(Buyer buyer, LocalDate day) {
      if (!active) {
        return Rule.Reason.INACTIVE;
      }
      if (!Period.covers(from, until, day)) {
        return Rule.Reason.PERIOD;
      }
      if (customerClass != null && !customerClass.equals(buyer.customerClass())) {
        return Rule.Reason.CLASS;
      }
      boolean elsewhere =
          (country != null && !country.equals(buyer.country()))
              || (region != null && !region.equals(buyer.region()));
      return elsewhere ? Rule.Reason.PLACE : null;
    }
  }

  /// A price entry with the book that it stands in.
  ///
  /// @param own the product's own, not its parent's
  record Entry(
      UUID id,
      String book,
      boolean own,
      Reach reach,
      BigDecimal priority,
      boolean net,
      String currency,
      BigDecimal minQuantity,
      @Nullable LocalDate from,
      @Nullable LocalDate until,
      BigDecimal price) {}

  /// A promotion.
  record Offer(
      UUID id,
      String name,
      @Nullable UUID product,
      @Nullable String category,
      Reach reach,
      BigDecimal minQuantity,
      @Nullable BigDecimal percent,
      @Nullable BigDecimal amount,
      String currency,
      boolean exclusive) {

    boolean isAbout(Item item) {
      return (product == null || product.equals(item.id()) || product.equals(item.parent()))
          && (category == null || category.equals(item.category()));
    }
  }

  /// A price floor that binds the caller.
  ///
  /// @param level 0 for himself, 1 for a role of his, 2 for his team, 3 for everybody
  /// @param holder the role it hangs on; floors of one holder hold together
  record Limit(
      String name,
      int level,
      @Nullable UUID holder,
      @Nullable UUID product,
      @Nullable String category,
      @Nullable BigDecimal price,
      String currency,
      @Nullable BigDecimal maxDiscount,
      @Nullable BigDecimal minMargin) {

    /// 0 when it names the product, 1 its category, 2 everything; null when it is about others.
    @Nullable Integer nearness(Item item) {
      if (product != null) {
        return product.equals(item.id()) || product.equals(item.parent()) ? 0 : null;
      }
      if (category != null) {
        return category.equals(item.category()) ? 1 : null;
      }
      return 2;
    }
  }

  record TaxRow(
      UUID id,
      String name,
      String taxClass,
      @Nullable String country,
      @Nullable String region,
      @Nullable LocalDate from,
      BigDecimal percent) {}
}

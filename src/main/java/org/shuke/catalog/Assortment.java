package org.shuke.catalog;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;
import org.shuke.platform.Refusal.Fault;
import org.shuke.platform.db.Transaction;

/// What is for sale on a day: the active products from their first day to their last.
public final class Assortment {
  /// The products for sale today, as a condition on them.
  public static final String FOR_SALE =
      "active == true && (activeFrom == null || activeFrom <= today())"
          + " && (activeUntil == null || activeUntil >= today())";

  private Assortment() {}

  /// The names of those of some products that are not for sale on a day, by their ids.
  public static Map<UUID, String> without(
      Transaction tx, Collection<? extends @Nullable UUID> products, LocalDate day)
      throws SQLException {
    var names = new HashMap<UUID, String>();
    tx.query(
        """
        select id, name from catalog.product
        where id = any(?) and not (active
          and ? between coalesce(active_from, '-infinity') and coalesce(active_until, 'infinity'))
        """,
        row -> names.put(row.getObject(1, UUID.class), row.getString(2)),
        tx.connection().createArrayOf("uuid", products.toArray()),
        day);
    return names;
  }

  /// The text about a line whose product is not for sale, by its code and what it names.
  public static Fault fault(int line, String product, LocalDate day) {
    return new Fault(
        "lines[" + line + "].product",
        "product.not-for-sale",
        Map.of("product", product, "day", day.toString()));
  }

  /// @param products of the lines of what is sold, in their order; null where a line has none
  /// @throws Refusal 422 naming each line whose product is not for sale on the day
  public static void mustSell(
      Transaction tx, List<? extends @Nullable UUID> products, LocalDate day) throws SQLException {
    var without = without(tx, products, day);
    var faults = new ArrayList<Fault>();
    for (int i = 0; i < products.size(); i++) {
      var name = products.get(i) == null ? null : without.get(products.get(i));
      if (name != null) {
        faults.add(fault(i, name, day));
      }
    }
    if (!faults.isEmpty()) {
      throw Refusal.invalid(faults);
    }
  }
}

package org.shuke.catalog;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.shuke.platform.Refusal;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Draft;
import org.shuke.records.Policy;
import org.shuke.records.Verb;

/// Keeps products from being a part, or a variant, of themselves, however many are in between.
final class Composition {
  private Composition() {}

  static void guard(Policy caller, Transaction tx, Verb verb, Draft product) throws SQLException {
    boolean composed = product.given("components") || product.given("parent");
    if (verb == Verb.DELETE || !composed) {
      return;
    }
    // two changes that are sound by themselves may close a circle together
    tx.query("select pg_advisory_xact_lock(hashtext('catalog.product'))", row -> true);
    if (product.get("parent") instanceof UUID parent && descends(tx, parent, product.id())) {
      throw Refusal.invalid("parent", "product.parent-circle", Map.of());
    }
    var parts = product.given("components") ? product.parts("components") : List.<Draft>of();
    var holding = holding(tx, parts.stream().map(each -> each.get("component")).toArray(), product);
    for (int i = 0; i < parts.size(); i++) {
      if (holding.contains(parts.get(i).get("component"))) {
        var place = "components[" + i + "].component";
        throw Refusal.invalid(place, "product-component.circle", Map.of());
      }
    }
  }

  private static boolean descends(Transaction tx, UUID product, UUID from) throws SQLException {
    return !tx.query(
            """
            with recursive above (id) as (
              select ?::uuid
              union
              select p.parent from above a join catalog.product p on p.id = a.id
            )
            select 1 from above where id = ?
            """,
            row -> true,
            product,
            from)
        .isEmpty();
  }

  /// Those of some components that are the product itself or hold it.
  private static Set<UUID> holding(Transaction tx, Object[] components, Draft product)
      throws SQLException {
    return Set.copyOf(
        tx.query(
            """
            with recursive inside (component, id) as (
              select c, c from unnest(?::uuid[]) c
              union
              select i.component, c.component
              from inside i join catalog.product_component c on c.product = i.id
            )
            select distinct component from inside where id = ?
            """,
            row -> row.getObject(1, UUID.class),
            tx.connection().createArrayOf("uuid", components),
            product.id()));
  }
}

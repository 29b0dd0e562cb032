package org.shuke.sales;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Policy;
import org.shuke.records.pages.Section;
import org.shuke.records.reads.Aggregate;
import org.shuke.records.reads.Reads;
import org.shuke.sales.orders.Order;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// What an account's page tells of its orders: the usual, and what it brought month by month.
final class AccountSales {
  private static final int USUAL = 6;
  private static final int MONTHS = 23;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Reads reads;

  AccountSales(Reads reads) {
    this.reads = reads;
  }

  List<Section> sections() {
    return List.of(
        new Section("account", "usual", this::usual),
        new Section("account", "revenue", this::revenue));
  }

  /// The products ordered most often, and those ordered last.
  private @Nullable JsonNode usual(Policy policy, UUID account) {
    if (!policy.reads("order-line", "order", "product", "quantity")
        || !policy.reads("order", "account", "placedAt", "status")
        || !policy.reads("product", "sku", "name")) {
      return null;
    }
    var usual = JsonNodeFactory.instance.objectNode();
    usual.set("top", products(policy, account, List.of("-orders", "-quantity")));
    usual.set("last", products(policy, account, List.of("-last")));
    return usual;
  }

  private ArrayNode products(Policy policy, UUID account, List<String> sort) {
    var filter =
        "order.account == \"%s\" && quantity > 0 && product != null && %s"
            .formatted(account, Order.sold("order."));
    var groups =
        aggregate(
            policy,
            "order-line",
            new Aggregate(
                List.of("product", "product.sku", "product.name"),
                Map.of(
                    "orders", "countDistinct(order)",
                    "quantity", "sum(quantity)",
                    "last", "max(order.placedAt)"),
                filter,
                sort,
                USUAL,
                null,
                null));
    var products = JsonNodeFactory.instance.arrayNode();
    for (var group : groups) {
      var product = products.addObject();
      product.set("product", group.path("product"));
      product.set("sku", group.path("product.sku"));
      product.set("name", group.path("product.name"));
      List.of("orders", "quantity", "last").forEach(name -> product.set(name, group.path(name)));
    }
    return products;
  }

  /// What it ordered in each of the last two years' months, in the company's currency.
  private @Nullable JsonNode revenue(Policy policy, UUID account) {
    if (!policy.reads("order", "account", "placedAt", "status", "totalBase")) {
      return null;
    }
    var month = "month(placedAt)";
    var groups =
        aggregate(
            policy,
            "order",
            new Aggregate(
                List.of(month),
                Map.of("amount", "sum(totalBase)"),
                "account == \"%s\" && placedAt >= startOf(\"month\", -%d) && %s"
                    .formatted(account, MONTHS, Order.sold("")),
                List.of(month),
                null,
                null,
                null));
    var revenue = JsonNodeFactory.instance.arrayNode();
    for (var group : groups) {
      var each = revenue.addObject();
      each.put("month", group.path(month).stringValue("").substring(0, 7));
      each.set("amount", group.path("amount"));
    }
    return revenue;
  }

  private JsonNode aggregate(Policy policy, String type, Aggregate ask) {
    return JSON.readTree(reads.aggregate(policy, policy.catalog().type(type), ask)).path("items");
  }
}

package org.shuke.access;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shuke.records.Catalog;
import org.shuke.records.Grant;
import org.shuke.records.Right;
import org.shuke.records.Scope;
import org.shuke.records.Type;
import org.shuke.records.Verb;

/// The roles that a new house starts with. From then on they are its own to change.
///
/// A type is named by what it is about; types that a house does not have are left out.
final class ReadyRoles {
  private static final List<String> CUSTOMERS = List.of("account", "contact");
  private static final List<String> SALES =
      List.of(
          "lead",
          "opportunity",
          "forecast-entry",
          "quote",
          "order",
          "shipment",
          "invoice",
          "payment",
          "contract");
  private static final List<String> DAILY = List.of("activity", "attachment", "mail");
  private static final List<String> KNOWN_TO_ALL =
      List.of(
          "user",
          "team",
          "product",
          "tag",
          "exchange-rate",
          "pipeline",
          "stage",
          "play",
          "visit-rule",
          "pool",
          "territory",
          "event",
          "material");
  private static final List<String> PRICES =
      List.of("price-book", "price-entry", "promotion", "tax-rate");
  private static final List<String> STOCK = List.of("warehouse", "stock-level", "stock-movement");
  private static final Verb[] KEEP = {Verb.READ, Verb.CREATE, Verb.UPDATE, Verb.DELETE};
  private static final Verb[] EVERYTHING = Verb.values();

  private final Catalog catalog;
  private final Map<String, Map<Verb, Scope>> verbs = new LinkedHashMap<>();
  private final Map<String, Map<String, Right>> fields = new LinkedHashMap<>();

  private ReadyRoles(Catalog catalog) {
    this.catalog = catalog;
    may(KNOWN_TO_ALL, Scope.ALL, Verb.READ);
    may(List.of("view", "deputy", "mail-template"), Scope.OWN, KEEP);
    may(List.of("approval", "notification"), Scope.OWN, Verb.READ);
    may(STOCK, Scope.ALL, Verb.READ);
    may(List.of("api-key"), Scope.OWN, Verb.READ, Verb.UPDATE, Verb.DELETE);
  }

  /// In the order they are shown.
  static Map<ReadyRole, List<Grant>> all(Catalog catalog) {
    var roles = new LinkedHashMap<ReadyRole, List<Grant>>();
    roles.put(ReadyRole.SALESPERSON, salesperson(catalog));
    roles.put(ReadyRole.MANAGER, manager(catalog));
    roles.put(ReadyRole.MARKETER, marketer(catalog));
    roles.put(ReadyRole.AGENT, agent(catalog));
    roles.put(ReadyRole.ANALYST, analyst(catalog));
    roles.put(ReadyRole.FINANCE, finance(catalog));
    roles.put(ReadyRole.PRODUCTION, reader(catalog, "order", "shipment"));
    roles.put(ReadyRole.PURCHASING, purchasing(catalog));
    roles.put(ReadyRole.LOGISTICS, logistics(catalog));
    return roles;
  }

  private static List<Grant> salesperson(Catalog catalog) {
    return new ReadyRoles(catalog)
        .may(CUSTOMERS, Scope.OWN, KEEP)
        .may(SALES, Scope.OWN, KEEP)
        .shown("account", "lockedUntil", Right.READ)
        .shown("lead", "lockedUntil", Right.READ)
        .may(DAILY, Scope.OWN, KEEP)
        .may(List.of("tag"), Scope.ALL, Verb.READ, Verb.CREATE)
        .may(List.of("target"), Scope.OWN, Verb.READ)
        .may(PRICES, Scope.ALL, Verb.READ)
        .hidden("account", "value")
        .may(List.of("card", "hand-out"), Scope.OWN, KEEP)
        .may(List.of("event"), Scope.ALL, Verb.READ, Verb.CREATE, Verb.UPDATE)
        .may(List.of("ownership-dispute"), Scope.OWN, Verb.READ, Verb.CREATE)
        .may(List.of("cooperation-request"), Scope.OWN, Verb.READ, Verb.UPDATE)
        .grants();
  }

  private static List<Grant> manager(Catalog catalog) {
    return new ReadyRoles(catalog)
        .may(CUSTOMERS, Scope.TREE, EVERYTHING)
        .may(SALES, Scope.TREE, EVERYTHING)
        .may(List.of("rule"), Scope.TREE, KEEP)
        .may(DAILY, Scope.TREE, EVERYTHING)
        .may(
            List.of(
                "tag",
                "product",
                "target",
                "play",
                "pool",
                "territory",
                "web-form",
                "score-rule",
                "assignment-rule",
                "event",
                "material"),
            Scope.ALL,
            EVERYTHING)
        .may(PRICES, Scope.ALL, EVERYTHING)
        .may(List.of("price-floor"), Scope.ALL, EVERYTHING)
        .shown("product", "cost", Right.WRITE)
        .hidden("account", "value")
        .may(List.of("hand-over", "ownership-dispute", "card", "hand-out"), Scope.TREE, EVERYTHING)
        .may(List.of("cooperation-request"), Scope.TREE, Verb.READ, Verb.UPDATE, Verb.DELETE)
        .grants();
  }

  private static List<Grant> marketer(Catalog catalog) {
    return new ReadyRoles(catalog)
        .may(CUSTOMERS, Scope.ALL, Verb.READ, Verb.CREATE, Verb.UPDATE, Verb.IMPORT, Verb.EXPORT)
        .may(SALES, Scope.ALL, Verb.READ)
        .may(List.of("rule"), Scope.OWN, KEEP)
        .may(DAILY, Scope.ALL, Verb.READ)
        .may(DAILY, Scope.ALL, Verb.CREATE)
        .may(List.of("tag"), Scope.ALL, KEEP)
        .may(PRICES, Scope.ALL, Verb.READ)
        .may(List.of("web-form", "score-rule", "event", "material", "hand-out"), Scope.ALL, KEEP)
        .may(List.of("card"), Scope.OWN, KEEP)
        .may(List.of("lead"), Scope.ALL, Verb.CREATE, Verb.UPDATE, Verb.IMPORT, Verb.EXPORT)
        .grants();
  }

  private static List<Grant> agent(Catalog catalog) {
    return new ReadyRoles(catalog)
        .may(CUSTOMERS, Scope.ALL, Verb.READ, Verb.CREATE, Verb.UPDATE)
        .may(SALES, Scope.ALL, Verb.READ)
        .may(DAILY, Scope.ALL, Verb.READ, Verb.CREATE)
        .may(DAILY, Scope.OWN, Verb.UPDATE, Verb.DELETE)
        .may(PRICES, Scope.ALL, Verb.READ)
        .hidden("account", "value")
        .grants();
  }

  private static List<Grant> analyst(Catalog catalog) {
    return new ReadyRoles(catalog)
        .may(CUSTOMERS, Scope.ALL, Verb.READ, Verb.EXPORT)
        .may(SALES, Scope.ALL, Verb.READ, Verb.EXPORT)
        .may(DAILY, Scope.ALL, Verb.READ, Verb.EXPORT)
        .may(List.of("product", "target"), Scope.ALL, Verb.READ, Verb.EXPORT)
        .may(PRICES, Scope.ALL, Verb.READ, Verb.EXPORT)
        .may(STOCK, Scope.ALL, Verb.READ, Verb.EXPORT)
        .may(List.of("price-floor"), Scope.ALL, Verb.READ, Verb.EXPORT)
        .shown("product", "cost", Right.READ)
        .grants();
  }

  /// Asks for what is owed and books what was paid; keeps taxes and rates, sees what things cost
  /// us.
  private static List<Grant> finance(Catalog catalog) {
    return looking(catalog, "account", "opportunity", "quote", "order", "shipment", "contract")
        .may(List.of("invoice", "payment"), Scope.ALL, EVERYTHING)
        .may(PRICES, Scope.ALL, Verb.READ)
        .may(List.of("price-floor"), Scope.ALL, Verb.READ)
        .may(List.of("tax-rate", "exchange-rate"), Scope.ALL, KEEP)
        .shown("product", "cost", Right.READ)
        .grants();
  }

  /// Says what things cost us.
  private static List<Grant> purchasing(Catalog catalog) {
    return looking(catalog, "account", "contact")
        .may(List.of("product"), Scope.ALL, Verb.READ, Verb.UPDATE)
        .shown("product", "cost", Right.WRITE)
        .grants();
  }

  /// Keeps the warehouses, ships what was ordered and takes back what returns.
  private static List<Grant> logistics(Catalog catalog) {
    return looking(catalog, "account", "contact", "order")
        .may(List.of("shipment"), Scope.ALL, Verb.READ, Verb.CREATE, Verb.UPDATE)
        .may(List.of("warehouse", "stock-level"), Scope.ALL, KEEP)
        .grants();
  }

  /// Looks up what his own work needs, and changes nothing.
  private static List<Grant> reader(Catalog catalog, String... types) {
    return looking(catalog, types).grants();
  }

  private static ReadyRoles looking(Catalog catalog, String... types) {
    return new ReadyRoles(catalog)
        .may(List.of(types), Scope.ALL, Verb.READ)
        .hidden("account", "value");
  }

  private ReadyRoles may(List<String> types, Scope scope, Verb... verbs) {
    for (var name : types) {
      var type = catalog.find(name);
      if (type != null) {
        var known = this.verbs.computeIfAbsent(name, n -> new EnumMap<>(Verb.class));
        for (var verb : verbs) {
          known.put(verb, scopeOf(type, scope));
        }
      }
    }
    return this;
  }

  private static Scope scopeOf(Type type, Scope scope) {
    return type.ownership() instanceof Type.Ownership.Common ? Scope.ALL : scope;
  }

  private ReadyRoles hidden(String type, String field) {
    return shown(type, field, Right.NONE);
  }

  private ReadyRoles shown(String type, String field, Right right) {
    var of = catalog.find(type);
    if (of != null && of.find(field) != null && verbs.containsKey(type)) {
      fields.computeIfAbsent(type, t -> new LinkedHashMap<>()).put(field, right);
    }
    return this;
  }

  private List<Grant> grants() {
    return verbs.entrySet().stream()
        .map(e -> new Grant(e.getKey(), e.getValue(), fields.getOrDefault(e.getKey(), Map.of())))
        .toList();
  }
}

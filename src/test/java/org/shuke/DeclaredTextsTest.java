package org.shuke;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.shuke.catalog.Products;
import org.shuke.customers.Customers;
import org.shuke.insight.Insight;
import org.shuke.platform.Texts;
import org.shuke.records.Type;
import org.shuke.sales.Rates;
import org.shuke.sales.Sales;

class DeclaredTextsTest {
  private static final List<String> COMMON =
      List.of("createdAt", "createdBy", "updatedAt", "updatedBy");

  private static List<Type> types() {
    var clock = Clock.systemUTC();
    var rates = new Rates("CNY", ZoneId.of("UTC"), clock, List::of);
    return Insight.extend(
        Stream.of(
                new Customers(clock).types(),
                new Products().types(),
                new Sales(clock, rates, () -> "").types(),
                Insight.types())
            .flatMap(List::stream)
            .toList());
  }

  private static List<String> keys(Type type) {
    var keys = new ArrayList<>(List.of(type.name(), type.name() + ".plural"));
    for (var field : type.fields()) {
      if (!COMMON.contains(field.name())) {
        var key = type.name() + "." + field.name();
        keys.add(key);
        field.choices().forEach(choice -> keys.add(key + "." + choice));
      }
    }
    type.spec()
        .inverses()
        .forEach(i -> keys.add(type.field(i.via()).targetName() + "." + i.name()));
    type.spec().rules().forEach(rule -> keys.add("problem." + rule.code()));
    return keys;
  }

  @Test
  void everyTypeFieldChoiceRelationAndRuleHasItsTextInBothLanguages() {
    var texts = Texts.load();
    var missing = new ArrayList<String>();
    for (var language : Texts.Language.values()) {
      var known = texts.keys(language);
      types().stream()
          .flatMap(type -> keys(type).stream())
          .filter(key -> !known.contains(key))
          .forEach(key -> missing.add(language + " " + key));
    }
    assertEquals(List.of(), missing);
  }
}

package org.shuke.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.platform.Refusal;
import org.shuke.platform.TestDatabase;
import org.shuke.records.Grant;
import org.shuke.records.Policy;
import org.shuke.records.Scope;
import org.shuke.records.Verb;
import tools.jackson.databind.JsonNode;

/// The page of an account with everything around it, as several callers see it.
class AccountPageTest {
  @RegisterExtension static final TestDatabase test = TestDatabase.fresh();

  private static CompanyWorld world;
  private static UUID busiest;

  @BeforeAll
  static void makeTheCompany() {
    world = new CompanyWorld(test, 100);
    busiest =
        world
            .ids(
                """
                select account from customers.activity
                join sales."order" using (account) group by account
                order by count(distinct customers.activity.id) desc limit 1
                """)
            .getFirst();
  }

  private static JsonNode page(Policy caller) {
    return world.pages().page(caller, world.type("account"), busiest, java.util.Locale.ENGLISH);
  }

  private static Grant grant(String type, Scope scope) {
    return new Grant(type, Map.of(Verb.READ, scope), Map.of());
  }

  @Test
  void thePageHasTheRecordWithNamesItsTimelineItsListsAndItsOrders() {
    var page = page(world.administrator());
    assertTrue(page.at("/record/owner/name").isString());
    assertTrue(page.at("/record/owner/id").isString());
    assertTrue(page.at("/record/value/rfm").isString());
    assertTrue(page.at("/record/addresses").isArray());
    assertTrue(page.at("/timeline/items").size() > 3);
    assertTrue(page.at("/timeline/items/0/title").isString());
    assertTrue(page.at("/timeline/items/0/actor/name").isString());
    assertTrue(page.at("/timeline/items/0/detail").isString());
    assertTrue(page.at("/lists/contacts/count").asInt() > 0);
    assertTrue(page.at("/lists/orders/items/0/number").isString());
    assertTrue(page.at("/usual/top/0/orders").asInt() >= page.at("/usual/top/1/orders").asInt());
    assertTrue(page.at("/usual/last/0/sku").isString());
    assertTrue(page.at("/revenue/0/month").stringValue().matches("\\d{4}-\\d{2}"));
  }

  @Test
  void aRelationNamesTheOther() {
    var contact = world.ids("select contact from customers.contact_relation").getFirst();
    var page =
        world
            .pages()
            .page(world.administrator(), world.type("contact"), contact, java.util.Locale.ENGLISH);
    assertTrue(page.at("/record/relations/0/otherContact/name").isString());
    assertTrue(page.at("/record/relations/0/role").isString());
  }

  @Test
  void whatTheCallerMayNotReadIsNotOnThePage() {
    var owner =
        world.ids("select owner from customers.account where id = '" + busiest + "'").getFirst();
    var caller =
        world.user(owner, List.of(grant("account", Scope.OWN), grant("contact", Scope.OWN)));
    var page = page(caller);
    assertTrue(page.at("/lists/contacts").isObject());
    assertTrue(page.at("/lists/orders").isMissingNode());
    assertTrue(page.at("/usual").isMissingNode());
    assertTrue(page.at("/revenue").isMissingNode());
    assertTrue(page.at("/record/value").isMissingNode());
    assertTrue(page.at("/record/householdSize").isMissingNode());
    assertEquals(0, page.at("/timeline/items").size());
  }

  @Test
  void somebodyElsesAccountIsNotThere() {
    var caller = world.user(new UUID(9, 9), List.of(grant("account", Scope.OWN)));
    assertEquals(404, assertThrows(Refusal.class, () -> page(caller)).status());
  }

  @Test
  void valuesAreOpenToWhoeverMayReadAllOrders() {
    var caller =
        world.user(new UUID(9, 9), List.of(grant("account", Scope.ALL), grant("order", Scope.ALL)));
    var page = page(caller);
    assertTrue(page.at("/record/value/rfm").isString());
    assertFalse(page.at("/lists/orders").isMissingNode());
    assertTrue(page.at("/usual").isMissingNode());
  }
}

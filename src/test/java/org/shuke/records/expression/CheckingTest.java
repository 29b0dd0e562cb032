package org.shuke.records.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuke.platform.Texts;
import org.shuke.records.Policy;
import org.shuke.records.Type;
import org.shuke.records.expression.Result.Scalar;

class CheckingTest {
  private static final Texts TEXTS = Texts.load();

  private static ExpressionFault fault(String text) {
    return fault(text, Shop.ACCOUNT, Shop.ALL);
  }

  private static ExpressionFault fault(String text, Type type, Policy policy) {
    return assertThrows(
        ExpressionFault.class, () -> Expression.condition(text, type, policy), text);
  }

  private static Checked check(String text) {
    return Expression.value(text, Shop.ACCOUNT, Shop.ALL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name == 'x' && credit > 10000.0 && parent.city == '华东'",
        "orders.filter(o, o.placedAt > daysAgo(90)).size() >= 3",
        "owner == me() || owner.team == myTeam() || owner =="
            + " '01900000-0000-7000-8000-000000000000'",
        "kind in ['company', 'person'] && 'dealer' in parties",
        "tags.exists(t, t.name == 'vip') && !tags.all(t, t.weight > 1)",
        "orders.exists_one(o, o.lines.map(l, l.quantity * l.price).sum() > 100)",
        "bought('A-1') || parent.bought('A-1', 30)",
        "founded == date('2024-01-31') && seen < timestamp('2024-01-31T08:00:00+08:00')",
        "seen >= startOf('quarter', -1) && founded < startOf('year')",
        "seen - timestamp('2024-01-01T00:00:00Z') > duration('1h30m')",
        "(active ? credit : debt) / 3 == 1.5",
        "name.contains('a') || name.startsWith(city) || lower(name).endsWith('z')",
        "name.matches('^[A-Z]{2}\\\\d+$') && size(name) < 10",
        "value.monetary > 10 && value != null && orders == null",
        "founded.getMonth() == 0 && seen.getHours() < 9",
        "has(city) && id != null && version > 1 && risky && room < 0",
        "me() in orders.map(o, o.owner) && '01900000-0000-7000-8000-000000000000' in tags",
        "credit == -5 && credit == - 5 && credit > 12345678901234567890.12345",
        "// a comment\ntrue\n&& name != \"\"\"a\nb\"\"\" && name != r'\\d'",
      })
  void theseAreConditions(String text) {
    assertEquals(Scalar.BOOLEAN, Expression.condition(text, Shop.ACCOUNT, Shop.ALL).result());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          nam == 'x'                         | unknown-name-nearest     | 1  | name
          parent.citty == 'x'                | unknown-name-nearest     | 8  | city
          orders.exists(o, o.totl > 1)       | unknown-name-nearest     | 20 | total
          orders.exists(order, ordr.total>1) | unknown-name-nearest     | 22 | order
          quite.other == 1                   | unknown-name             | 1  |
          kind == 'compny'                   | unknown-choice-nearest   | 9  | company
          kind in ['person', 'thing']        | unknown-choice           | 20 |
          'deler' in parties                 | unknown-choice-nearest   | 1  | dealer
          lowr(name) == 'a'                  | unknown-function-nearest | 1  | lower
          name.startWith('a')                | unknown-function-nearest | 6  | startsWith
          orders.exist(o, true)              | unknown-function-nearest | 8  | exists
          name == 1                          | types                    | 6  |
          founded > 'a'                      | types                    | 9  |
          active < true                      | types                    | 8  |
          owner < me()                       | types                    | 7  |
          name - 'a' == ''                   | types                    | 6  |
          1 in orders                        | types                    | 3  |
          name                               | not-a-condition          | 1  |
          name && active                     | not-a-condition          | 1  |
          orders == orders                   | list-value               | 1  |
          orders.total > 1                   | list-member              | 8  |
          name.length > 1                    | no-member                | 6  |
          credit.lower() == 'a'              | argument                 | 8  |
          orders.map(o, o.number).sum() > 1  | argument                 | 25 |
          orders.sum() > 1                   | before-map               | 8  |
          orders.map(o, 1).exists(o, true)   | after-map                | 18 |
          orders.exists(o.total, true)       | variable                 | 16 |
          orders.exists(o)                   | arguments                | 8  |
          owner == 'nobody'                  | id                       | 10 |
          founded == date('2024-02-30')      | date                     | 17 |
          founded == date(name)              | literal                  | 12 |
          seen == timestamp('2024-01-01')    | timestamp                | 19 |
          patience > duration('2 days')      | duration                 | 21 |
          seen > daysAgo(1.5)                | steps                    | 16 |
          seen > startOf('day')              | unit                     | 16 |
          seen > startOf(name)               | unit                     | 16 |
          name.matches('(a')                 | pattern                  | 14 |
          name.matches('(?i)a')              | pattern                  | 14 |
          name.matches('a\\\\b')             | pattern                  | 14 |
          name.matches(city)                 | literal                  | 6  |
          inSegment('big')                   | no-segments              | 1  |
          endless > 1                        | formula-cycle            | 1  |
          credit >                           | syntax-end               | 9  |
          credit > > 1                       | syntax                   | 10 |
          name == 'x                         | unfinished-text          | 9  |
          name == '\\q'                      | escape                   | 10 |
          name == '\\x00'                    | text                     | 9  |
          name = 'x'                         | syntax                   | 6  |
          name == “x”                        | character                | 9  |
          credit > 5u                        | syntax                   | 10 |
          name == b'x'                       | syntax                   | 9  |
          credit > 1e99                      | number                   | 10 |
          tags[0] == 'x'                     | unsupported              | 5  |
          {'a': 1} == null                   | unsupported              | 1  |
          for == 1                           | syntax                   | 1  |
          """)
  void theseAreRefused(String text, String code, int column, String nearest) {
    var fault = fault(text);
    assertEquals("expression-" + code, fault.code());
    assertEquals(column, fault.position().column());
    assertEquals(nearest, fault.nearest());
    for (var locale : new Locale[] {Locale.ENGLISH, Locale.CHINESE}) {
      var said = TEXTS.in(locale).text("problem." + fault.code(), fault.args());
      assertFalse(said.startsWith("problem."), said);
      assertFalse(said.matches(".*\\{[a-z]+}.*"), said);
    }
  }

  @Test
  void theLineIsSaidToo() {
    var fault = fault("name == 'x' &&\n  citi == 'y'");
    assertEquals(new ExpressionFault.Position(17, 2, 3), fault.position());
  }

  @Test
  void positionsCountAsABrowserCounts() {
    assertEquals(17, fault("name == '😀' && foo.bar").position().column());
  }

  @Test
  void aForbiddenNameIsAnUnknownName() {
    var caller = Shop.without("secret");
    var forbidden = fault("secret == 'x'", Shop.ACCOUNT, caller);
    var unknown = fault("sicket == 'x'", Shop.ACCOUNT, caller);
    assertEquals("expression-unknown-name", forbidden.code());
    assertEquals(unknown.code(), forbidden.code());
    assertEquals(unknown.args().keySet(), forbidden.args().keySet());
  }

  @Test
  void aForbiddenNameIsNeverSuggested() {
    assertEquals("secret", fault("secre == 'x'").nearest());
    assertNull(fault("secre == 'x'", Shop.ACCOUNT, Shop.without("secret")).nearest());
  }

  @Test
  void aFormulaOverAForbiddenNameDoesNotExist() {
    var caller = Shop.without("secret");
    assertEquals("expression-unknown-name", fault("hidden == 'x'", Shop.ACCOUNT, caller).code());
    assertNull(fault("hiden == 'x'", Shop.ACCOUNT, caller).nearest());
  }

  @Test
  void whatHangsOnAForbiddenTypeDoesNotExist() {
    var caller = Shop.without();
    for (var text : new String[] {"orders == null", "owner.name == 'x'", "bought('A')"}) {
      assertTrue(fault(text, Shop.ACCOUNT, caller).code().startsWith("expression-unknown-"), text);
    }
  }

  @Test
  void aFormulaKnowsWhatItReads() {
    var checked = check("risky && parent.city == 'x'");
    assertEquals(
        Set.of("risky", "room", "credit", "debt", "active", "parent", "city"), checked.ownNames());
  }

  @Test
  void wordsThatCelKeepsForItselfAreNoFieldNames() {
    assertTrue(Expression.reserved("for"));
    assertTrue(Expression.reserved("in"));
    assertFalse(Expression.reserved("name"));
  }

  @Test
  void hugeExpressionsAreRefused() {
    assertEquals("expression-too-long", fault("name == '" + "x".repeat(17_000) + "'").code());
    var terms = IntStream.range(0, 501).mapToObj(i -> "credit == " + i);
    assertEquals(
        "expression-too-many-terms", fault(terms.collect(Collectors.joining(" || "))).code());
    var list = IntStream.range(0, 501).mapToObj(String::valueOf);
    assertEquals(
        "expression-too-many-terms",
        fault("credit in [" + list.collect(Collectors.joining(",")) + "]").code());
    for (var text :
        new String[] {
          "lower(".repeat(60) + "name" + ")".repeat(60) + " == 'x'",
          "-(".repeat(60) + "1" + ")".repeat(60) + " > 1",
          "(".repeat(5_000) + "active" + ")".repeat(5_000),
          "parent.".repeat(60) + "active"
        }) {
      assertEquals("expression-too-deep", fault(text).code());
    }
    var terms500 = IntStream.range(0, 500).mapToObj(i -> "credit == " + i);
    check(terms500.collect(Collectors.joining(" || ")));
  }

  @Test
  void resultsKnowTheirKind() {
    var results =
        Map.of(
            "credit / 3", Scalar.NUMBER,
            "name + '!'", Scalar.TEXT,
            "today()", Scalar.DATE,
            "now() - seen", Scalar.DURATION,
            "founded + duration('1h')", Scalar.INSTANT,
            "owner", Scalar.ID,
            "active ? owner : null", Scalar.ID);
    results.forEach((text, result) -> assertEquals(result, check(text).result(), text));
  }
}

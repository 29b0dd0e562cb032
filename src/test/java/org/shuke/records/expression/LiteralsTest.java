package org.shuke.records.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiteralsTest {
  private static String shape(String text) {
    return Literals.lift(text).shape();
  }

  private static List<Object> values(String text) {
    return Literals.lift(text).items().stream().map(Literals.Item::value).toList();
  }

  @Test
  void textsThatDifferInLiteralsAndBlanksHaveOneShape() {
    assertEquals(
        shape("name=='a'&&credit>1"),
        shape("name == \"b\" // why\n  && credit > 1_0".replace("_", "")));
    assertNotEquals(shape("name == 'a'"), shape("name == 1"));
    assertNotEquals(shape("credit in [1]"), shape("credit in [1, 2]"));
    assertNotEquals(shape("active == true"), shape("active == false"));
    assertNotEquals(shape("a ? b : c"), shape("a == b"));
  }

  @Test
  void theUnitOfADayFunctionBelongsToTheShape() {
    assertEquals("seen > startOf ( 'month' , # )", shape("seen > startOf('month', 1)"));
  }

  @Test
  void literalsHaveTheValuesOfTheText() {
    assertEquals(
        List.of(
            new BigDecimal("1.50"),
            new BigDecimal("5"),
            new BigDecimal("31"),
            new BigDecimal("12345678901234567890"),
            new BigDecimal(".5"),
            new BigDecimal("1e3")),
        values("1.50 -5 0x1F 12345678901234567890 .5 1e3"));
    assertEquals(
        List.of("it's", "a\"b", "\n\té😀A\\", "\\n", "a\nb", ""),
        values("'it\\'s' \"a\\\"b\" '\\n\\t\\u00e9\\U0001F600\\x41\\\\' r'\\n' '''a\nb''' \"\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name == 'x' && credit > 1.5",
        "credit in [1, -2, .5]",
        "name == '''a'b''' || name == r\"\\d\"",
        "name.contains('%') && seen > daysAgo(3) && seen > startOf('week', -2)",
        "credit > 99999999999999999999 && credit < 0xFFFFFFFFFFFFFFFFFF"
      })
  void everyLiteralIsBound(String text) {
    var checked = Expression.condition(text, Shop.ACCOUNT, Shop.ALL);
    assertEquals(checked.uses().size(), checked.bind().size());
    assertEquals(checked.uses().size(), Literals.lift(text).items().size());
  }

  @Test
  void literalsAreBoundInTheirUse() {
    var checked =
        Expression.condition(
            "owner == '01900000-0000-7000-8000-000000000000' && founded > date('2024-01-31')"
                + " && seen > timestamp('2024-01-31T08:00:00+08:00') && patience < duration('1.5h')"
                + " && seen > daysAgo(-3) && name.contains('50%_\\\\')",
            Shop.ACCOUNT, Shop.ALL);
    assertEquals(
        List.of(
            UUID.fromString("01900000-0000-7000-8000-000000000000"),
            LocalDate.of(2024, 1, 31),
            OffsetDateTime.parse("2024-01-31T00:00:00Z"),
            5400L,
            3,
            "%50\\%\\_\\\\%"),
        checked.bind());
  }

  @Test
  void otherLiteralsOfTheSameShapeAreCheckedWhenTheyAreBound() {
    var kind = Expression.condition("kind == 'company'", Shop.ACCOUNT, Shop.ALL);
    assertEquals(List.of("person"), kind.bind(Literals.lift("kind == 'person'")));
    var fault =
        assertThrows(ExpressionFault.class, () -> kind.bind(Literals.lift("kind  == 'persn'")));
    assertEquals("person", fault.nearest());
    assertEquals(10, fault.position().column());
    var id =
        Expression.condition(
            "owner == '01900000-0000-7000-8000-000000000000'", Shop.ACCOUNT, Shop.ALL);
    assertThrows(ExpressionFault.class, () -> id.bind(Literals.lift("owner == 'x'")));
    var days = Expression.condition("seen > daysAgo(3)", Shop.ACCOUNT, Shop.ALL);
    assertThrows(ExpressionFault.class, () -> days.bind(Literals.lift("seen > daysAgo(99999999)")));
  }
}

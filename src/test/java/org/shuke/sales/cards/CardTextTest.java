package org.shuke.sales.cards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/// Fifty cards a language, of invented people, in the layouts that cards have.
class CardTextTest {
  private static final double ENOUGH = 0.9;

  /// How often a field was proposed, how often it was right, how often it stood on the card.
  private static final class Tally {
    int proposed;
    int right;
    int there;
  }

  @ParameterizedTest
  @ValueSource(strings = {"zh", "en"})
  void mostOfWhatIsProposedIsRight(String language) throws IOException {
    var tallies = new TreeMap<String, Tally>();
    int cards = 0;
    for (var card : resource(language).split("(?<=\\})\n\n")) {
      int at = card.lastIndexOf("\n=> ");
      if (at < 0) {
        continue;
      }
      cards++;
      var found = CardText.read(card.substring(0, at));
      var expected = JsonMapper.shared().readTree(card.substring(at + 4));
      for (var field : expected.properties()) {
        var tally = tallies.computeIfAbsent(field.getKey(), f -> new Tally());
        tally.there++;
        var value = found.get(field.getKey());
        if (value != null) {
          tally.proposed++;
          boolean right =
              plain(field.getKey(), value)
                  .equals(plain(field.getKey(), field.getValue().asString()));
          tally.right += right ? 1 : 0;
          if (!right) {
            System.out.println(
                language + " " + field.getKey() + ": " + value + " / " + field.getValue());
          }
        } else {
          System.out.println(language + " " + field.getKey() + " missing: " + field.getValue());
        }
      }
    }
    assertTrue(cards >= 50, "cards: " + cards);
    for (var each : tallies.entrySet()) {
      var tally = each.getValue();
      double precision = tally.right / (double) tally.proposed;
      System.out.printf(
          "cards %s %-8s precision %.2f recall %.2f%n",
          language, each.getKey(), precision, tally.right / (double) tally.there);
      assertTrue(precision >= ENOUGH, each.getKey());
    }
  }

  private static String plain(String field, String value) {
    var text = value.toLowerCase(Locale.ROOT).strip();
    if (Map.of("phone", 1, "mobile", 1).containsKey(field)) {
      var digits = text.replaceAll("\\D", "");
      return digits.startsWith("86") && digits.length() > 11 ? digits.substring(2) : digits;
    }
    return text.replaceAll("[\\s,，.（）()]+", " ").strip();
  }

  private static String resource(String language) throws IOException {
    try (var in = CardTextTest.class.getResourceAsStream("/cards/" + language + ".txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @org.junit.jupiter.api.Test
  void severalLabelledValuesOnOneLineAreEachRead() {
    var read = CardText.read("王小明\n手机：138 1234 5678  电话：021-6888 4417");
    assertEquals("+86 138 1234 5678", read.get("mobile"));
    assertEquals("021-6888 4417", read.get("phone"));
    var latin = CardText.read("Anna Weber\nTel.: +49 89 1234567, E-Mail: a.weber@web.example");
    assertEquals("+49 89 1234567", latin.get("phone"));
    assertEquals("a.weber@web.example", latin.get("email"));
  }

  @org.junit.jupiter.api.Test
  void anAddressIsReadWhereTheTownFollowsItsNumber() {
    var read = CardText.read("Anna Weber\nAcme GmbH\nLeopoldstr. 12, 80802 München");
    assertEquals("Leopoldstr. 12, 80802 München", read.get("street"));
    assertEquals("München", read.get("city"));
    assertEquals("Acme GmbH", read.get("company"));
  }

  @org.junit.jupiter.api.Test
  void ofANameInBothScriptsTheChineseOneIsProposed() {
    for (var line : List.of("陈大文 Chan Tai Man", "Chan Tai Man / 陈大文", "陈 大文（Chan Tai Man）")) {
      var read = CardText.read(line + "\nDirector\nHarbour Trading Co., Ltd.");
      assertEquals("陈大文", read.get("name"), line);
      assertEquals("Director", read.get("jobTitle"), line);
    }
  }

  @org.junit.jupiter.api.Test
  void aWordAloneIsNoCompany() {
    assertEquals(Map.of(), CardText.read("hello"));
  }

  @org.junit.jupiter.api.Test
  void aTextOfNothingProposesNothing() {
    assertEquals(Map.of(), CardText.read("  \n "));
  }

  @org.junit.jupiter.api.Test
  void whatIsTooLongForACardIsPassedOver() {
    var endless = "x@" + "b.".repeat(10_000) + "c";
    var read = CardText.read("Anna Weber\nanna@acme.example\n" + endless);
    assertEquals(Map.of("name", "Anna Weber", "email", "anna@acme.example"), read);
  }
}

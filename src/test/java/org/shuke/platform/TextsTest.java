package org.shuke.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TextsTest {
  private final Texts texts = Texts.load();

  @Test
  void everyTextExistsInBothLanguages() {
    var english = texts.keys(Texts.Language.EN);
    var chinese = texts.keys(Texts.Language.ZH);
    var onlyEnglish = new TreeSet<>(english);
    onlyEnglish.removeAll(chinese);
    var onlyChinese = new TreeSet<>(chinese);
    onlyChinese.removeAll(english);
    assertEquals("[] []", onlyEnglish + " " + onlyChinese, "keys in only one language");
  }

  @Test
  void bothLanguagesTakeTheSameArguments() {
    for (var key : texts.keys(Texts.Language.EN)) {
      assertEquals(holes(Locale.ENGLISH, key), holes(Locale.CHINESE, key), key);
    }
  }

  private TreeSet<String> holes(Locale locale, String key) {
    return Pattern.compile("\\{\\w+}")
        .matcher(texts.in(locale).text(key))
        .results()
        .map(hole -> hole.group())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void argumentsAreFilledInByName() {
    assertEquals(
        "This is larger than the limit of $5 {x}.",
        texts.text(Locale.GERMAN, "problem.too-large", Map.of("limit", "$5 {x}")));
    assertEquals(
        "超出上限 5 MB。",
        texts.text(Locale.SIMPLIFIED_CHINESE, "problem.too-large", Map.of("limit", "5 MB")));
  }

  @Test
  void largeNumbersAreGroupedAndYearsAreNot() {
    var limit = Map.of("limit", 135_080L);
    assertEquals(
        "This is larger than the limit of 135,080.",
        texts.text(Locale.ENGLISH, "problem.too-large", limit));
    assertEquals(
        "This is larger than the limit of 2026.",
        texts.text(Locale.ENGLISH, "problem.too-large", Map.of("limit", 2026)));
  }

  @Test
  void aMissingTextShowsItsKey() {
    assertEquals("nothing.here", texts.in(Locale.CHINESE).text("nothing.here"));
  }
}

package org.shuke.records.search;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.shuke.records.Kind;
import org.shuke.records.search.Words.Code;
import org.shuke.records.search.Words.Dense;
import org.shuke.records.search.Words.Piece;

/// The tokens of one value: what a question may say to find it. Each begins with the mark of its
/// kind, and never holds a quote, a blank or a backslash.
///
/// ```
///   北京熟客科技 ▶ /北 /京 … /北京 /京熟 …   ~beijingshukekeji ~jingshukekeji ~shukekeji …   ^bjskkj ^jskkj ^skkj …
///   +8613812345678 ▶ /8613812345678   #8613812345678 #613812345678 … #5678
///   SKU-12 ▶ /sku /12 /sku12          zhang.san@acme.cn ▶ @zhang.san@acme.cn /zhang /san /zhangsan /acme …
/// ```
public final class Tokens {
  /// Words, characters and pairs of characters.
  static final char WORD = '/';

  /// Every end of a number that has at least [#SHORTEST_NUMBER] digits: any part of it is the
  /// beginning of one of these.
  static final char NUMBER = '#';

  /// Pinyin from each character of a name on.
  static final char SOUND = '~';

  /// Initials from each character of a name on.
  static final char INITIALS = '^';

  /// A whole mail address.
  static final char MAIL = '@';

  /// A word of a title with one letter left out, for questions with a typo.
  static final char SLIP = '?';

  static final int SHORTEST_NUMBER = 4;
  static final int LONGEST_SOUND = 24;
  static final int LONGEST_INITIALS = 10;
  private static final int LONGEST_NUMBER = 24;
  private static final int READABLE_CHARACTERS = 40;
  private static final int LONG_TEXT = 20_000;
  private static final int MOST = 1_500;
  private static final int SLIP_LETTERS = 6;
  private static final int SHORTEST_SLIP = 4;

  private Tokens() {}

  /// The tokens of a value.
  ///
  /// @param title does it name the record? Only names are found in spite of a typo.
  public static Set<String> of(Kind kind, Object value, boolean title) {
    var tokens = new LinkedHashSet<String>();
    switch (kind) {
      case PHONE -> phone(value.toString(), tokens);
      case EMAIL -> mail(value.toString(), tokens);
      case URL -> words(Words.of(Folding.fold(host(value.toString()))), tokens);
      case LONG_TEXT -> words(Words.of(Folding.fold(cut(value.toString()))), tokens);
      case MULTI_CHOICE -> {
        for (var each : (Object[]) value) {
          words(Words.of(Folding.fold(String.valueOf(each))), tokens);
        }
      }
      case TEXT, CHOICE -> text(cut(value.toString()), title, tokens);
      case NUMBER, MONEY -> text(((BigDecimal) value).toPlainString(), title, tokens);
      case BOOLEAN, DATE, INSTANT, DURATION, REFERENCE, REFERENCES, FILE, JSON, EXTENSION -> {}
    }
    return tokens;
  }

  private static String cut(String text) {
    return text.length() <= LONG_TEXT ? text : text.substring(0, LONG_TEXT);
  }

  private static void text(String text, boolean title, Set<String> tokens) {
    var pieces = Words.of(Folding.fold(text));
    words(pieces, tokens);
    for (var piece : pieces) {
      if (piece instanceof Code code) {
        code.parts().stream()
            .map(Tokens::digitsIn)
            .filter(digits -> digits.length() > SHORTEST_NUMBER)
            .forEach(digits -> number(digits, tokens));
      }
    }
    sounds(pieces, tokens);
    if (title) {
      slips(pieces, tokens);
    }
  }

  private static void words(List<Piece> pieces, Set<String> tokens) {
    for (var piece : pieces) {
      if (tokens.size() > MOST) {
        return;
      }
      switch (piece) {
        case Dense dense -> {
          dense.grams(1).forEach(gram -> tokens.add(WORD + gram));
          dense.grams(2).forEach(gram -> tokens.add(WORD + gram));
        }
        case Code code -> {
          code.parts().forEach(part -> tokens.add(WORD + part));
          tokens.add(WORD + code.joined());
        }
      }
    }
  }

  /// The longest run of digits in a word.
  private static String digitsIn(String word) {
    int from = 0;
    int length = 0;
    for (int i = 0, start = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c < '0' || c > '9') {
        start = i + 1;
      } else if (i + 1 - start > length) {
        from = start;
        length = i + 1 - start;
      }
    }
    return word.substring(from, from + length);
  }

  private static void number(String digits, Set<String> tokens) {
    int from = Math.max(0, digits.length() - LONGEST_NUMBER);
    for (int i = from; i <= digits.length() - SHORTEST_NUMBER; i++) {
      tokens.add(NUMBER + digits.substring(i));
    }
  }

  private static void phone(String text, Set<String> tokens) {
    var digits = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (Character.isDigit(text.charAt(i))) {
        digits.append(Character.digit(text.charAt(i), 10));
      }
    }
    number(digits.toString(), tokens);
  }

  private static void mail(String text, Set<String> tokens) {
    tokens.add(MAIL + address(text));
    for (var half : Folding.fold(text).split("@")) {
      words(Words.of(half), tokens);
    }
  }

  /// A mail address or its beginning in the form of its token.
  static String address(String text) {
    return text.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s\\p{Cntrl}'\"\\\\:]", "_");
  }

  private static String host(String url) {
    return url.replaceFirst("^[A-Za-z]+://", "").replaceFirst("^www\\.", "").split("[/?#]", 2)[0];
  }

  /// Pinyin and initials, when the text has characters that are spoken so.
  private static void sounds(List<Piece> pieces, Set<String> tokens) {
    var units = units(pieces);
    if (units.stream().noneMatch(Unit::character)) {
      return;
    }
    add(SOUND, units.stream().map(Unit::readings).toList(), LONGEST_SOUND, tokens);
    var all = units.stream().map(Unit::initials).toList();
    add(INITIALS, all, LONGEST_INITIALS, tokens);
  }

  private static void add(char mark, List<List<String>> units, int length, Set<String> tokens) {
    Pinyin.suffixes(units, 4, length)
        .forEach(variants -> variants.forEach(text -> tokens.add(mark + text)));
    tokens.removeIf(token -> token.length() == 2 && token.charAt(0) == INITIALS);
  }

  /// A character with its readings, or a word that is spoken as it is written.
  private record Unit(List<String> readings, boolean character) {
    List<String> initials() {
      return readings.stream().map(r -> r.substring(0, 1)).distinct().toList();
    }
  }

  private static List<Unit> units(Collection<Piece> pieces) {
    var units = new ArrayList<Unit>();
    for (var piece : pieces) {
      switch (piece) {
        case Dense dense -> {
          for (int c : dense.characters()) {
            var readings = Pinyin.of(c);
            if (!readings.isEmpty()) {
              units.add(new Unit(readings, true));
            }
          }
        }
        case Code code -> units.add(new Unit(List.of(code.joined()), false));
      }
    }
    return units.size() <= READABLE_CHARACTERS ? units : units.subList(0, READABLE_CHARACTERS);
  }

  private static void slips(List<Piece> pieces, Set<String> tokens) {
    for (var piece : pieces) {
      switch (piece) {
        case Code code -> code.parts().forEach(part -> tokens.addAll(slips(part)));
        case Dense dense when dense.characters().length <= 4 ->
            spoken(dense).forEach(text -> tokens.addAll(slips(text)));
        case Dense dense -> {}
      }
    }
  }

  /// How a run of characters is said, the usual way first.
  static List<String> spoken(Dense dense) {
    var units = units(List.of(dense)).stream().map(Unit::readings).toList();
    return units.isEmpty() ? List.of() : Pinyin.suffixes(units, 2, LONGEST_SOUND).getFirst();
  }

  /// A word's first letters, and the same with each one left out: two words that differ by one
  /// letter (missing, added, wrong or swapped) share one of these.
  static List<String> slips(String word) {
    if (word.length() < SHORTEST_SLIP || word.chars().noneMatch(Character::isLetter)) {
      return List.of();
    }
    var head = word.length() <= SLIP_LETTERS ? word : word.substring(0, SLIP_LETTERS);
    var slips = new LinkedHashSet<String>();
    slips.add(SLIP + head);
    for (int i = 0; i < head.length(); i++) {
      slips.add(SLIP + head.substring(0, i) + head.substring(i + 1));
    }
    return List.copyOf(slips);
  }
}

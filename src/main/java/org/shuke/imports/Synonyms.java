package org.shuke.imports;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What columns are called, and how alike two names are.
final class Synonyms {
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern OTHER = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Pattern HUMP = Pattern.compile("(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})");

  /// An export's column of a record that is referred to: `Company / Name`, `account.name`.
  private static final Pattern PATH = Pattern.compile("([^/.]+)(?: / |\\.)[^/.]+");

  private static final Map<String, Set<String>> WORDS = read();

  private Synonyms() {}

  private static Map<String, Set<String>> read() {
    try (InputStream in = Synonyms.class.getResourceAsStream("/imports/synonyms.txt")) {
      if (in == null) {
        throw new IllegalStateException("imports/synonyms.txt is not on the class path");
      }
      Map<String, Set<String>> words = new HashMap<>();
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        int colon = line.indexOf(':');
        if (!line.startsWith("#") && colon > 0) {
          for (String field : line.substring(0, colon).split(" ")) {
            Set<String> names = words.computeIfAbsent(field, n -> new HashSet<>());
            for (String name : line.substring(colon + 1).split(",")) {
              names.add(key(name));
            }
          }
        }
      }
      return words;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A name without case, accents, punctuation, spaces and humps: `Customer-ID`, `customerId` and
  /// `customer id` are one.
  static String key(String name) {
    return words(name).replace(" ", "");
  }

  private static String words(String name) {
    String spaced = HUMP.matcher(name).replaceAll(" ");
    String plain = MARKS.matcher(Normalizer.normalize(spaced, Normalizer.Form.NFKD)).replaceAll("");
    return OTHER.matcher(plain).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
  }

  /// 0 for names that have nothing in common, 1 for the field's own.
  static double likeness(String header, Target target) {
    String key = key(header);
    if (key.isEmpty()) {
      return 0;
    }
    boolean own = key.equals(key(target.name()));
    if (own || target.labels().stream().anyMatch(label -> key(label).equals(key))) {
      return 1;
    }
    Matcher path = PATH.matcher(header);
    if (target.points() != null && path.matches()) {
      return likeness(path.group(1), target);
    }
    return target.inside() == null
        ? alike(key, words(target))
        : inside(key, target, target.inside());
  }

  private static Set<String> words(Target target) {
    return WORDS.getOrDefault(target.name(), Set.of());
  }

  /// What may be meant by a field of the record itself rather is.
  private static double inside(String key, Target target, Inside inside) {
    double alike =
        inside.sort() == null
            ? alike(key, words(target))
            : words(target).contains(key) || sorted(key, inside) ? 0.95 : 0;
    return alike * (inside.doubled() ? 0.6 : 0.9);
  }

  /// Does a name say a sort of part and one of its fields: `Billing City`, `收货地址`?
  private static boolean sorted(String key, Inside inside) {
    String field = inside.list().name() + "." + inside.field().name();
    Set<String> fields = WORDS.getOrDefault(field, Set.of());
    return WORDS.getOrDefault(inside.group(), Set.of()).stream()
        .anyMatch(sort ->
            key.startsWith(sort) && fields.contains(key.substring(sort.length()))
                || key.endsWith(sort)
                    && fields.contains(key.substring(0, key.length() - sort.length())));
  }

  private static double alike(String key, Set<String> names) {
    if (names.contains(key)) {
      return 0.95;
    }
    double best = 0;
    for (String name : names) {
      best = Math.max(best, near(key, name));
    }
    return best;
  }

  private static double near(String a, String b) {
    int longer = Math.max(a.length(), b.length());
    int shorter = Math.min(a.length(), b.length());
    boolean wide = a.codePoints().anyMatch(Character::isIdeographic);
    if (shorter >= (wide ? 2 : 4) && (a.contains(b) || b.contains(a))) {
      return 0.5 + 0.35 * shorter / longer;
    }
    if (shorter < 5 || wide) {
      return 0;
    }
    double alike = 1 - (double) distance(a, b) / longer;
    return alike >= 0.8 ? 0.85 * alike : 0;
  }

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int swap = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(swap, Math.min(above, row[j - 1]) + 1);
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}

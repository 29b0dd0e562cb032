package org.shuke.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// What the server says to people, in their language: flat keys from
/// `texts/<wing>.<language>.json`.
public final class Texts {

  /// The languages that Shuke speaks.
  public enum Language {
    EN("en"),
    ZH("zh");

    private final String tag;

    Language(String tag) {
      this.tag = tag;
    }

    public String tag() {
      return tag;
    }

    /// Chinese for any kind of Chinese, English for everything else.
    public static Language of(Locale locale) {
      return "zh".equals(locale.getLanguage()) ? ZH : EN;
    }
  }

  private static final Pattern FILE = Pattern.compile("([a-z-]+)\\.(en|zh)\\.json");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z][A-Za-z0-9]*)}");
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Map<Language, Map<String, String>> texts = new EnumMap<>(Language.class);

  private Texts() {
    for (var language : Language.values()) {
      texts.put(language, new HashMap<>());
    }
  }

  /// All texts on the class path. A key that two files give is a fault of the program.
  public static Texts load() {
    var loaded = new Texts();
    for (var file : Resources.in("texts")) {
      Matcher name = FILE.matcher(file.getFileName().toString());
      if (name.matches()) {
        loaded.add(Language.valueOf(name.group(2).toUpperCase(Locale.ROOT)), file);
      }
    }
    return loaded;
  }

  private void add(Language language, Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      Map<String, String> read = JSON.readValue(in, new TypeReference<Map<String, String>>() {});
      var known = in(language);
      read.forEach((key, text) -> {
        if (known.putIfAbsent(key, text) != null) {
          throw new IllegalStateException(file + ": the key '" + key + "' is given twice");
        }
      });
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the texts in " + file, e);
    }
  }

  private Map<String, String> in(Language language) {
    return texts.computeIfAbsent(language, none -> new HashMap<>());
  }

  /// The texts of the locale's language.
  public Spoken in(Locale locale) {
    return new Spoken(in(Language.of(locale)), in(Language.EN));
  }

  /// The text of a key in the locale's language with the placeholders filled.
  public String text(Locale locale, String key, Map<String, ?> args) {
    return in(locale).text(key, args);
  }

  /// The keys of a language, in order.
  public Set<String> keys(Language language) {
    return new TreeSet<>(in(language).keySet());
  }

  /// The texts of one language. English stands in for a missing text, the key for a missing
  /// English.
  public static final class Spoken {
    private final Map<String, String> own;
    private final Map<String, String> english;

    private Spoken(Map<String, String> own, Map<String, String> english) {
      this.own = own;
      this.english = english;
    }

    public @Nullable String find(String key) {
      var text = own.get(key);
      return text != null ? text : english.get(key);
    }

    public String text(String key) {
      return text(key, Map.of());
    }

    /// The text with `{name}` replaced by the arg of that name; a name without an arg stays.
    public String text(String key, Map<String, ?> args) {
      var text = find(key);
      if (text == null) {
        return key;
      }
      return PLACEHOLDER
          .matcher(text)
          .replaceAll(hole -> {
            Object value = args.get(hole.group(1));
            return Matcher.quoteReplacement(value == null ? hole.group() : written(value));
          });
    }

    /// Large numbers in groups of three, as both languages write them; four digits may be a year.
    private static String written(Object value) {
      boolean large =
          (value instanceof Long || value instanceof Integer)
              && Math.abs(((Number) value).longValue()) >= 10_000;
      return large
          ? String.format(Locale.ROOT, "%,d", ((Number) value).longValue())
          : value.toString();
    }
  }
}

package org.shuke.records;

import java.util.Locale;
import java.util.Map;
import org.shuke.platform.Texts;

/// What types, fields and choices are called in one language: built-in ones by the texts, an
/// administrator's by what he wrote.
public final class Labels {
  private final Texts.Spoken text;
  private final String language;

  public Labels(Texts texts, Locale locale) {
    this.text = texts.in(locale);
    this.language = Texts.Language.of(locale).tag();
  }

  public String type(Type type) {
    var custom = type.spec().custom();
    return custom == null ? text.text(type.name()) : own(custom);
  }

  public String plural(Type type) {
    var custom = type.spec().custom();
    return custom == null
        ? text.text(type.name() + ".plural")
        : custom.getOrDefault(language + ".plural", own(custom));
  }

  /// Fields that every record carries have one label for all types.
  public String field(Type type, Field field) {
    if (field.custom() != null) {
      return own(field.custom().labels());
    }
    var found = text.find(type.name() + "." + field.name());
    return found == null ? text.text("record." + field.name()) : found;
  }

  public String relation(Type type, Inverse inverse) {
    return text.text(type.name() + "." + inverse.name());
  }

  public String choice(Type type, Field field, String value) {
    var custom = field.custom();
    return custom == null
        ? text.text(type.name() + "." + field.name() + "." + value)
        : own(custom.choiceLabels().getOrDefault(value, Map.of("en", value)));
  }

  public String verb(Type type, Type.Verb<?> verb) {
    return text.text(type.name() + ".verb." + verb.name());
  }

  public String text(String key, Map<String, ?> args) {
    return text.text(key, args);
  }

  /// The label in this language, else in any.
  public String own(Map<String, String> labels) {
    var found = labels.get(language);
    return found != null && !found.isBlank()
        ? found
        : labels.values().stream().findFirst().orElse("");
  }
}

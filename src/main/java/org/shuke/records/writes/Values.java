package org.shuke.records.writes;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal.Fault;
import org.shuke.records.Field;
import tools.jackson.databind.JsonNode;

/// Reads the JSON of one field into the value that is stored. An empty text is an absent value.
public final class Values {
  private static final int TEXT_LIMIT = 2_000;
  private static final int LONG_TEXT_LIMIT = 200_000;
  private static final int LIST_LIMIT = 1_000;

  /// RFC 5321 lengths; one @, a dotted domain, no spaces or control characters.
  private static final Pattern EMAIL =
      Pattern.compile(
          "[^\\s@,;<>\"\\p{Cntrl}]{1,64}@[^\\s@,;<>\"\\p{Cntrl}]{1,190}\\.[^\\s@.,;<>]{2,63}");

  private final Supplier<@Nullable String> company;

  /// @param company the company's country as it stands now, ISO 3166-1 alpha-2, if it is known:
  ///   where phone numbers without country code belong that nothing else is known of
  public Values(Supplier<@Nullable String> company) {
    this.company = company;
  }

  /// For a company of that country.
  public Values(String company) {
    this(() -> company);
  }

  @Nullable String company() {
    return company.get();
  }

  /// What is wrong with a value; the texts `problem.value.<code>` say what is expected.
  static final class Wrong extends Exception {
    final String code;
    final transient Map<String, Object> args;

    Wrong(String code, Map<String, Object> args) {
      super(code, null, false, false);
      this.code = "value." + code;
      this.args = args;
    }
  }

  /// The value in the class of [org.shuke.records.Kind#javaType()], or null for an absent one.
  @Nullable Object read(Field field, JsonNode json) throws Wrong {
    return read(field, json, company);
  }

  /// @param home the country of the record, asked where a phone number does not say its own
  @Nullable Object read(Field field, JsonNode json, Supplier<@Nullable String> home) throws Wrong {
    if (json.isNull() || (json.isString() && json.stringValue().isBlank())) {
      return null;
    }
    return switch (field.kind()) {
      case TEXT -> text(json, TEXT_LIMIT);
      case LONG_TEXT -> text(json, LONG_TEXT_LIMIT);
      case EMAIL -> email(text(json, TEXT_LIMIT));
      case PHONE -> phone(text(json, TEXT_LIMIT), home);
      case URL -> url(text(json, TEXT_LIMIT));
      case CHOICE -> choice(field, text(json, TEXT_LIMIT));
      case MULTI_CHOICE -> choices(field, json);
      case NUMBER, MONEY -> number(json);
      case BOOLEAN -> bool(json);
      case DATE -> date(text(json, TEXT_LIMIT));
      case INSTANT -> instant(text(json, TEXT_LIMIT));
      case DURATION -> duration(text(json, TEXT_LIMIT));
      case REFERENCE, FILE -> id(text(json, TEXT_LIMIT));
      case REFERENCES -> ids(json);
      case JSON -> json.toString();
      case EXTENSION -> throw new Wrong("computed", Map.of());
    };
  }

  /// Gives a new record what administrators want of its own fields where nothing else is said.
  void defaults(RecordDraft draft, Consumer<Fault> faults) {
    for (var field : draft.type().fields()) {
      var custom = field.custom();
      if (custom != null
          && custom.defaultValue() instanceof JsonNode value
          && !draft.given(field.name())) {
        try {
          draft.give(field, read(field, value));
        } catch (Wrong wrong) {
          faults.accept(new Fault(field.name(), wrong.code, wrong.args));
        }
      }
    }
  }

  /// What is wrong with a value; null when nothing is.
  public @Nullable Fault fault(Field field, JsonNode json) {
    try {
      read(field, json);
      return null;
    } catch (Wrong wrong) {
      return new Fault(field.name(), wrong.code, wrong.args);
    }
  }

  /// The value that a text of another kind means here, as the canonical text that [Prepared#value]
  /// and PostgreSQL read; null where it means none.
  public @Nullable String canonical(Field field, String text) {
    try {
      var value = read(field, Meant.as(field, text.strip()));
      return value == null ? null : Meant.canonical(value);
    } catch (Wrong wrong) {
      return null;
    }
  }

  private static String text(JsonNode json, int limit) throws Wrong {
    if (!json.isString()) {
      throw new Wrong("text", Map.of());
    }
    var text = json.stringValue().strip();
    if (text.length() > limit) {
      throw new Wrong("too-long", Map.of("length", text.length(), "limit", limit));
    }
    if (text.indexOf('\u0000') >= 0) {
      throw new Wrong("control-character", Map.of());
    }
    return text;
  }

  private static String email(String text) throws Wrong {
    if (text.length() > 254 || !EMAIL.matcher(text).matches()) {
      throw new Wrong("email", Map.of("value", text));
    }
    return text;
  }

  private static String phone(String text, Supplier<@Nullable String> home) throws Wrong {
    var read = PhoneNumbers.read(text, text.startsWith("+") ? null : home.get());
    if (read == null) {
      throw new Wrong("phone", Map.of("value", text));
    }
    return read.number();
  }

  private static String url(String text) throws Wrong {
    try {
      var full = text.contains("://") ? text : "https://" + text;
      var uri = new URI(full);
      var scheme = uri.getScheme().toLowerCase(java.util.Locale.ROOT);
      if (!(scheme.equals("http") || scheme.equals("https")) || uri.getHost() == null) {
        throw new Wrong("url", Map.of("value", text));
      }
      return full;
    } catch (URISyntaxException e) {
      throw new Wrong("url", Map.of("value", text));
    }
  }

  private static String choice(Field field, String text) throws Wrong {
    if (!field.choices().contains(text)) {
      throw new Wrong(
          "choice", Map.of("value", text, "choices", String.join(", ", field.choices())));
    }
    return text;
  }

  private static String[] choices(Field field, JsonNode json) throws Wrong {
    var nodes = list(json);
    var chosen = new String[nodes.size()];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = choice(field, text(nodes.get(i), TEXT_LIMIT));
    }
    return chosen;
  }

  private static UUID[] ids(JsonNode json) throws Wrong {
    var nodes = list(json);
    var ids = new UUID[nodes.size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = id(text(nodes.get(i), TEXT_LIMIT));
    }
    return ids;
  }

  private static JsonNode list(JsonNode json) throws Wrong {
    if (!json.isArray()) {
      throw new Wrong("list", Map.of());
    }
    if (json.size() > LIST_LIMIT) {
      throw new Wrong("too-many", Map.of("limit", LIST_LIMIT));
    }
    return json;
  }

  private static BigDecimal number(JsonNode json) throws Wrong {
    if (!json.isNumber()) {
      throw new Wrong("number", Map.of());
    }
    var number = json.decimalValue();
    if (Math.abs((long) number.precision() - number.scale()) > 30
        || Math.abs(number.scale()) > 30) {
      throw new Wrong("number-size", Map.of());
    }
    return number.scale() < 0 ? number.setScale(0) : number;
  }

  private static boolean bool(JsonNode json) throws Wrong {
    if (!json.isBoolean()) {
      throw new Wrong("boolean", Map.of());
    }
    return json.booleanValue();
  }

  private static LocalDate date(String text) throws Wrong {
    try {
      return within(LocalDate.parse(text));
    } catch (DateTimeException e) {
      throw new Wrong("date", Map.of("value", text));
    }
  }

  private static LocalDate within(LocalDate date) throws Wrong {
    if (date.getYear() < 1 || date.getYear() > 9999) {
      throw new Wrong("date", Map.of("value", date.toString()));
    }
    return date;
  }

  private static OffsetDateTime instant(String text) throws Wrong {
    try {
      var instant =
          text.length() > 10 ? OffsetDateTime.parse(text).toInstant() : Instant.parse(text);
      var time = instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
      within(time.toLocalDate());
      return time;
    } catch (DateTimeException e) {
      throw new Wrong("instant", Map.of("value", text));
    }
  }

  private static Long duration(String text) throws Wrong {
    try {
      return Duration.parse(text).toSeconds();
    } catch (DateTimeException | ArithmeticException e) {
      throw new Wrong("duration", Map.of("value", text));
    }
  }

  private static UUID id(String text) throws Wrong {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new Wrong("id", Map.of("value", text));
    }
  }
}

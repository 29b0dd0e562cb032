package org.shuke.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;
import org.shuke.platform.Refusal.Fault;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/// The one way JSON comes in and goes out. In: nothing doubled, nothing unknown, nothing guessed,
/// nothing deeper or longer than the limits, no text that the database cannot keep.
public final class Json {
  private static final int DEPTH = 64;
  private static final int LONGEST_TEXT = 4 << 20;
  private static final int LONGEST_NUMBER = 400;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEPTH)
                          .maxStringLength(LONGEST_TEXT)
                          .maxNumberLength(LONGEST_NUMBER)
                          .maxNameLength(256)
                          .build())
                  .build())
          .enable(
              DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
              DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
              DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .withCoercionConfig(
              LogicalType.Textual,
              config ->
                  config
                      .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
          .build();

  private Json() {}

  /// The strict mapper, for rooms that read or write streams.
  public static JsonMapper mapper() {
    return MAPPER;
  }

  public static byte[] write(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }

  /// Reads a closed record. A component that is not `@Nullable` must be there; what the record's
  /// own constructor refuses is refused.
  public static <T extends Record> T read(byte[] body, Class<T> type) {
    checkTexts(body);
    try {
      var value = MAPPER.readValue(body, type);
      if (value == null) {
        throw wrongShape(null);
      }
      requireAll(value);
      return value;
    } catch (JacksonException e) {
      throw refusal(e);
    }
  }

  /// Reads any JSON value.
  public static JsonNode tree(byte[] body) {
    checkTexts(body);
    try {
      return MAPPER.readTree(body);
    } catch (JacksonException e) {
      throw refusal(e);
    }
  }

  /// A strict parser over a body that is too large to hold. What it throws is a [#refusal] at the
  /// edge.
  public static JsonParser parser(InputStream body) {
    return MAPPER.createParser(body);
  }

  /// The text of a parser's token, refused when the database cannot keep it.
  public static String text(JsonParser parser) {
    var text = parser.getString();
    if (!keepable(text)) {
      throw new Refusal(400, "unkeepable-text", Map.of());
    }
    return text;
  }

  /// What a failed reading tells the caller, or null when the failure is ours.
  static @Nullable Refusal refusalOrNull(JacksonException e) {
    return e instanceof StreamReadException || e instanceof MismatchedInputException
        ? refusal(e)
        : null;
  }

  private static Refusal refusal(JacksonException e) {
    if (e.getCause() instanceof Refusal own) {
      return own;
    }
    var field = e instanceof DatabindException ? pathOf(e) : null;
    return switch (e) {
      case UnrecognizedPropertyException unknown ->
          malformed(field, "unexpected-member", Map.of("name", unknown.getPropertyName()));
      case MismatchedInputException wrong -> wrongShape(field);
      case StreamReadException broken when broken.getOriginalMessage().startsWith("Duplicate") ->
          malformed(field, "doubled-member", at(broken));
      default -> malformed(null, "not-json", at(e));
    };
  }

  private static Map<String, Object> at(JacksonException e) {
    var place = e.getLocation();
    return place == null
        ? Map.of("line", 1, "column", 1)
        : Map.of("line", place.getLineNr(), "column", place.getColumnNr());
  }

  private static Refusal wrongShape(@Nullable String field) {
    return malformed(field, "wrong-shape", Map.of("name", field == null ? "" : field));
  }

  private static Refusal malformed(@Nullable String field, String code, Map<String, Object> args) {
    return Refusal.malformed(List.of(new Fault(field, code, args)));
  }

  /// As problems name places everywhere: `lines[0].quantity`.
  private static @Nullable String pathOf(JacksonException e) {
    var path =
        e.getPath().stream()
            .map(step ->
                step.getPropertyName() == null
                    ? "[" + step.getIndex() + "]"
                    : "." + step.getPropertyName())
            .collect(Collectors.joining());
    return path.isEmpty() ? null : path.startsWith(".") ? path.substring(1) : path;
  }

  private static void requireAll(Record value) {
    var faults = new ArrayList<Fault>();
    for (var component : value.getClass().getRecordComponents()) {
      if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)
          && valueOf(component, value) == null) {
        var name = nameOf(component);
        faults.add(new Fault(name, "required", Map.of("name", name)));
      }
    }
    if (!faults.isEmpty()) {
      throw Refusal.invalid(faults);
    }
  }

  private static String nameOf(RecordComponent component) {
    var given = component.getAccessor().getAnnotation(JsonProperty.class);
    return given == null ? component.getName() : given.value();
  }

  private static @Nullable Object valueOf(RecordComponent component, Record value) {
    try {
      var accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(value);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Refuses NUL and half surrogates. Only an escape can bring them into valid UTF-8, so a body
  /// without such an escape is not looked at twice.
  private static void checkTexts(byte[] body) {
    if (!hasSuspiciousEscape(body)) {
      return;
    }
    try (var parser = MAPPER.createParser(body)) {
      for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token.isScalarValue() && !token.isNumeric() || token.id() == 5) {
          text(parser);
        }
      }
    } catch (JacksonException e) {
      throw refusal(e);
    }
  }

  private static boolean hasSuspiciousEscape(byte[] body) {
    for (int i = 0; i + 3 < body.length; i++) {
      if (body[i] == '\\' && body[i + 1] == 'u') {
        int first = body[i + 2] | 0x20;
        if (first == 'd' || body[i + 2] == '0' && body[i + 3] == '0') {
          return true;
        }
      }
    }
    return false;
  }

  /// Can the database keep the text?
  static boolean keepable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0
          || Character.isLowSurrogate(c)
          || Character.isHighSurrogate(c)
              && (++i == text.length() || !Character.isLowSurrogate(text.charAt(i)))) {
        return false;
      }
    }
    return true;
  }
}

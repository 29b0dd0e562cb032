package org.shuke.http.records;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuke.http.Method;
import org.shuke.http.Route;
import org.shuke.platform.Texts;
import org.shuke.records.Field;
import org.shuke.records.Labels;
import org.shuke.records.Policy;
import org.shuke.records.Type;
import org.shuke.records.Verb;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The API as OpenAPI 3.1, made for one caller: from the routes that are registered, the types that
/// he may read, and what `openapi/operations.json` says in words.
public final class OpenApi {
  private static final String PLURAL = "{plural}";
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Texts texts;
  private final Supplier<List<Route>> routes;
  private final JsonNode words;

  /// @param routes every address of the program, asked when the document is made
  public OpenApi(Texts texts, Supplier<List<Route>> routes) {
    this.texts = texts;
    this.routes = routes;
    this.words = words();
  }

  private static JsonNode words() {
    try (InputStream in = OpenApi.class.getResourceAsStream("/openapi/operations.json")) {
      return JSON.readTree(java.util.Objects.requireNonNull(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The document.
  public Map<String, Object> of(Policy policy, Locale locale) {
    return new Writing(policy, new Labels(texts, locale), Texts.Language.of(locale)).document();
  }

  /// Writes the document for one caller.
  private final class Writing {
    private final Policy policy;
    private final Labels labels;
    private final Texts.Language language;
    private final ApiSchemas records;
    private final Map<String, Object> schemas = new LinkedHashMap<>();
    private final Map<String, Map<String, Object>> paths = new LinkedHashMap<>();

    Writing(Policy policy, Labels labels, Texts.Language language) {
      this.policy = policy;
      this.labels = labels;
      this.language = language;
      this.records = new ApiSchemas(policy, labels);
    }

    Map<String, Object> document() {
      words.get("schemas").properties().forEach(e -> schemas.put(e.getKey(), e.getValue()));
      var types = policy.catalog().types().stream().filter(this::visible).toList();
      for (var type : types) {
        schemas.put(ApiSchemas.name(type), records.record(type));
      }
      for (var route : routes.get()) {
        if (route.path().startsWith("/api/") || route.path().startsWith("/health")) {
          if (route.path().contains(PLURAL)) {
            types.forEach(type -> forType(route, type));
          } else {
            add(route, route.path(), operation(route, null, Map.of()));
          }
        }
      }
      return whole();
    }

    private Map<String, Object> whole() {
      var document = new LinkedHashMap<String, Object>();
      document.put("openapi", "3.1.0");
      document.put("info", Map.of("title", "Shuke", "version", "v1"));
      document.put("servers", List.of(Map.of("url", "/")));
      document.put("security", List.of(Map.of("key", List.of()), Map.of("session", List.of())));
      document.put("paths", paths);
      document.put(
          "components",
          Map.of(
              "securitySchemes",
              Map.of(
                  "key",
                  Map.of("type", "http", "scheme", "bearer"),
                  "session",
                  Map.of("type", "apiKey", "in", "header", "name", "X-CSRF-Token")),
              "schemas",
              schemas));
      return document;
    }

    private boolean visible(Type type) {
      return policy.may(Verb.READ, type) && (type.hasBin() || type.isPart());
    }

    private void forType(Route route, Type type) {
      var said = words.get("operations").path(key(route));
      if (!allowed(said.path("needs").asString("read"), type)) {
        return;
      }
      var path = route.path().replace(PLURAL, type.plural());
      switch (said.path("needs").asString("read")) {
        case "verb" ->
            type.spec().verbs().stream()
                .filter(verb -> policy.may(verb.needs(), type))
                .forEach(verb -> verb(route, path, type, verb));
        case "upsert" ->
            type.fields().stream()
                .filter(f -> f.flags().unique() && policy.member(type, f.name()) != null)
                .forEach(f -> upsert(route, path, type, f));
        default -> add(route, path, operation(route, type, Map.of()));
      }
    }

    private void verb(Route route, String path, Type type, Type.Verb<?> verb) {
      var operation = operation(route, type, Map.of("verb", labels.verb(type, verb)));
      operation.put("requestBody", body(Schemas.of(verb.input()), false));
      add(route, path.replace("{verb}", verb.name()), operation);
    }

    private void upsert(Route route, String path, Type type, Field field) {
      var operation = operation(route, type, Map.of("field", labels.field(type, field)));
      add(route, path.replace("{field}", field.name()), operation);
    }

    private boolean allowed(String needs, Type type) {
      boolean own = type.hasBin();
      boolean create = own && policy.may(Verb.CREATE, type);
      boolean update = own && policy.may(Verb.UPDATE, type);
      boolean delete = own && policy.may(Verb.DELETE, type);
      return switch (needs) {
        case "read" -> true;
        case "history", "verb" -> !type.isPart();
        case "bin" -> own;
        case "create" -> create && type.byDesk() == null;
        case "update" -> update;
        case "delete" -> delete;
        case "upsert" -> create && update && type.byDesk() == null;
        case "bulk" -> create || update || delete;
        case "filter" -> update || delete;
        case "export" -> policy.may(Verb.EXPORT, type);
        default -> throw new IllegalStateException("operations.json needs " + needs);
      };
    }

    private static String key(Route route) {
      return route.method() + " " + route.path();
    }

    private void add(Route route, String path, Map<String, Object> operation) {
      var parameters = new ArrayList<Object>();
      for (var segment : path.split("/", -1)) {
        if (segment.startsWith("{")) {
          parameters.add(inPath(segment.substring(1, segment.length() - 1)));
        }
      }
      if (operation.get("parameters") instanceof List<?> more) {
        parameters.addAll(more);
      }
      operation.put("parameters", parameters);
      var id =
          route.method().name().toLowerCase(Locale.ROOT) + path.replaceAll("[^a-zA-Z0-9]+", "-");
      operation.put("operationId", id);
      paths
          .computeIfAbsent(path, p -> new LinkedHashMap<>())
          .put(route.method().name().toLowerCase(Locale.ROOT), operation);
    }

    private static Map<String, Object> inPath(String name) {
      var schema =
          name.equals("id")
              ? Map.of("type", "string", "format", "uuid")
              : Map.<String, Object>of("type", "string");
      return Map.of("name", name, "in", "path", "required", true, "schema", schema);
    }

    private Map<String, Object> operation(
        Route route, @Nullable Type type, Map<String, String> more) {
      var said = words.get("operations").path(key(route));
      var operation = new LinkedHashMap<String, Object>();
      var args = new LinkedHashMap<String, String>(more);
      if (type != null) {
        args.put("type", labels.type(type));
        args.put("types", labels.plural(type));
      }
      operation.put("summary", summary(route, said, args));
      operation.put("tags", List.of(type == null ? "Shuke" : labels.plural(type)));
      operation.put("parameters", parameters(said));
      if (route.method().writes() && route.method() != Method.DELETE) {
        var form = said.path("form").asString("");
        if (form.isEmpty()) {
          body(operation, said.path("body").asString(""), type);
        } else {
          operation.put("requestBody", body(ApiSchemas.ref(form), true, "multipart/form-data"));
        }
      }
      operation.put("responses", responses(said, type));
      return operation;
    }

    private String summary(Route route, JsonNode said, Map<String, String> args) {
      var text = said.path(language.tag()).asString(key(route));
      for (var arg : args.entrySet()) {
        text = text.replace("{" + arg.getKey() + "}", arg.getValue());
      }
      return text;
    }

    private List<Object> parameters(JsonNode said) {
      var parameters = new ArrayList<Object>();
      said.path("query").forEach(name -> parameters.add(parameter(name.asString(), "query")));
      said.path("header").forEach(name -> parameters.add(parameter(name.asString(), "header")));
      return parameters;
    }

    private Map<String, Object> parameter(String name, String in) {
      var plain = name.replaceAll("[?!]", "");
      var known = words.get("parameters").get(plain);
      var parameter = new LinkedHashMap<String, Object>();
      parameter.put("name", plain);
      parameter.put("in", in);
      parameter.put("required", name.endsWith("!") || in.equals("header") && plain.equals(name));
      parameter.put("description", known.get(language.tag()).asString());
      parameter.put("schema", known.get("schema"));
      return parameter;
    }

    private void body(Map<String, Object> operation, String name, @Nullable Type type) {
      var schema =
          switch (name) {
            case "" -> Map.<String, Object>of("type", "object");
            case "input" -> records.input(of(type), true);
            case "patch" -> records.input(of(type), false);
            case "bulk" -> bulk(of(type));
            case "filtered" -> filtered(of(type));
            default -> ApiSchemas.ref(name);
          };
      operation.put("requestBody", body(schema, !name.isEmpty() && !name.equals("Undo")));
    }

    private static Type of(@Nullable Type type) {
      return java.util.Objects.requireNonNull(type, "operations.json: no type here");
    }

    private static Map<String, Object> body(Map<String, Object> schema, boolean required) {
      return body(schema, required, "application/json");
    }

    private static Map<String, Object> body(
        Map<String, Object> schema, boolean required, String media) {
      return Map.of("required", required, "content", Map.of(media, Map.of("schema", schema)));
    }

    private Map<String, Object> bulk(Type type) {
      var properties = new LinkedHashMap<String, Object>();
      properties.put("op", Map.of("type", "string", "enum", List.of("create", "update", "delete")));
      properties.put("id", Map.of("type", "string", "format", "uuid"));
      properties.put("version", Map.of("type", List.of("integer", "string")));
      properties.put("record", records.input(type, false));
      return Map.of(
          "type",
          "array",
          "maxItems",
          org.shuke.records.bulk.Bulk.MOST,
          "items",
          Map.of("type", "object", "required", List.of("op"), "properties", properties));
    }

    private Map<String, Object> filtered(Type type) {
      var properties = new LinkedHashMap<String, Object>();
      properties.put("filter", Map.of("type", List.of("string", "null")));
      properties.put("q", Map.of("type", List.of("string", "null")));
      properties.put("op", Map.of("type", "string", "enum", List.of("update", "delete")));
      properties.put("record", records.input(type, false));
      properties.put("dryRun", Map.of("type", List.of("boolean", "null")));
      return Map.of("type", "object", "required", List.of("op"), "properties", properties);
    }

    private Map<String, Object> responses(JsonNode said, @Nullable Type type) {
      var responses = new LinkedHashMap<String, Object>();
      int status = said.path("status").asInt(200);
      responses.put(String.valueOf(status), answer(said.path("answer").asString(""), status, type));
      responses.put(
          "default",
          Map.of(
              "description",
              "RFC 9457",
              "content",
              Map.of("application/problem+json", Map.of("schema", ApiSchemas.ref("Problem")))));
      return responses;
    }

    private Map<String, Object> answer(String name, int status, @Nullable Type type) {
      if (status == 204) {
        return Map.of("description", "204");
      }
      if (name.equals("file") || name.equals("html")) {
        var media = name.equals("html") ? "text/html" : "*/*";
        return Map.of(
            "description",
            name,
            "content",
            Map.of(media, Map.of("schema", Map.of("type", "string"))));
      }
      Map<String, Object> schema =
          switch (name) {
            case "" -> Map.of();
            case "record" -> ApiSchemas.ref(ApiSchemas.name(of(type)));
            case "page" -> page(ApiSchemas.ref(ApiSchemas.name(of(type))));
            default -> ApiSchemas.ref(name);
          };
      return Map.of(
          "description", String.valueOf(status),
          "content", Map.of("application/json", Map.of("schema", schema)));
    }

    private static Map<String, Object> page(Map<String, Object> items) {
      return Map.of(
          "type",
          "object",
          "properties",
          Map.of(
              "items", Map.of("type", "array", "items", items),
              "next", Map.of("type", List.of("string", "null")),
              "count", Map.of("type", "integer")));
    }
  }
}

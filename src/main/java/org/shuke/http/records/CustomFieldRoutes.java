package org.shuke.http.records;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuke.http.Answer;
import org.shuke.http.Call;
import org.shuke.http.Door;
import org.shuke.http.Json;
import org.shuke.http.Routes;
import org.shuke.platform.Refusal;
import org.shuke.records.schema.CustomField;
import org.shuke.records.schema.CustomFields;
import org.shuke.records.schema.KindChange;
import org.shuke.records.schema.Schema;
import org.shuke.records.writes.Version;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Custom fields over HTTP. Choices may be sent as plain values or with labels.
public final class CustomFieldRoutes {
  private static final String ALL = "/api/v1/custom-fields";

  private final CustomFields fields;
  private final Schema schema;

  public CustomFieldRoutes(CustomFields fields, Schema schema) {
    this.fields = fields;
    this.schema = schema;
  }

  public void addTo(Routes routes) {
    routes
        .get(ALL, Door.SIGNED_IN, this::list)
        .get(
            ALL + "/{id}",
            Door.SIGNED_IN,
            call -> answer(200, fields.get(call.policy(), call.id())))
        .post(ALL, Door.SIGNED_IN, this::add)
        .patch(ALL + "/{id}", Door.SIGNED_IN, this::change)
        .delete(ALL + "/{id}", Door.SIGNED_IN, this::remove)
        .get(ALL + "/{id}/uses", Door.SIGNED_IN, this::uses)
        .post(ALL + "/{id}/preview-kind", Door.SIGNED_IN, this::preview)
        .post(ALL + "/{id}/change-kind", Door.SIGNED_IN, this::changeKind);
  }

  /// What names the field: to be looked at before it is changed or goes.
  private Answer uses(Call call) {
    return Answer.ok(Map.of("usedBy", fields.uses(call.policy(), call.id())));
  }

  private Answer preview(Call call) {
    var asked = Json.read(normal(call.tree()), KindChange.Asked.class);
    return Answer.ok(fields.preview(call.policy(), call.id(), asked));
  }

  private Answer changeKind(Call call) {
    var version = Version.required(call.header("If-Match"));
    var asked = Json.read(normal(call.tree()), KindChange.Asked.class);
    var job = fields.changeKind(call.policy(), call.id(), version, asked);
    return Answer.json(202, (Object) Map.of("job", job));
  }

  private Answer list(Call call) {
    var body = new LinkedHashMap<String, @Nullable Object>();
    body.put(
        "items",
        fields.all(call.policy()).stream()
            .map(field -> CustomFields.shown(field, schema.catalog()))
            .toList());
    body.put("next", null);
    return Answer.ok(body);
  }

  private Answer answer(int status, CustomField field) {
    return Answer.json(status, (Object) CustomFields.shown(field, schema.catalog()))
        .version(field.version());
  }

  private Answer add(Call call) {
    return answer(
        201, fields.add(call.policy(), Json.read(normal(call.tree()), CustomFields.Asked.class)));
  }

  private Answer change(Call call) {
    var version = Version.required(call.header("If-Match"));
    var change = Json.read(normal(call.tree()), CustomField.Change.class);
    return answer(200, fields.change(call.policy(), call.id(), version, change));
  }

  private Answer remove(Call call) {
    call.allow("drop", "force");
    var version = Version.required(call.header("If-Match"));
    fields.remove(call.policy(), call.id(), version, call.flag("drop"), call.flag("force"));
    return Answer.done();
  }

  /// `["a", "b"]` says the same as `[{"value": "a", "labels": {"en": "a"}}, …]`.
  private static byte[] normal(JsonNode body) {
    if (!(body instanceof ObjectNode object)) {
      throw Refusal.malformed("not-an-object", Map.of());
    }
    if (object.get("choices") instanceof ArrayNode choices) {
      var full = object.arrayNode();
      for (var choice : choices) {
        if (choice.isString()) {
          var one = full.addObject();
          one.put("value", choice.stringValue());
          one.putObject("labels").put("en", choice.stringValue()).put("zh", choice.stringValue());
        } else {
          full.add(choice);
        }
      }
      object.set("choices", full);
    }
    return Json.write(object);
  }
}

package org.shuke.automation.approvals;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The JSON that desks hand to the engine.
final class Json {
  private Json() {}

  static ObjectNode object() {
    return JsonMapper.shared().createObjectNode();
  }

  static JsonNode tree(Object value) {
    return JsonMapper.shared().valueToTree(value);
  }

  static ObjectNode read(byte[] json) {
    return (ObjectNode) JsonMapper.shared().readTree(json);
  }
}

package org.shuke.records.pages;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.shuke.platform.ExactJson;
import org.shuke.platform.Refusal;
import org.shuke.records.Inverse;
import org.shuke.records.Policy;
import org.shuke.records.Scope;
import org.shuke.records.Type;
import org.shuke.records.Verb;
import org.shuke.records.history.Timeline;
import org.shuke.records.reads.Query;
import org.shuke.records.reads.Reads;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The desk of record pages: gathers what stands around one record.
public final class Pages {
  private static final int ROWS = 10;

  private static final JsonMapper JSON = ExactJson.MAPPER;

  private final Reads reads;
  private final Timeline timeline;
  private final List<Section> sections;

  /// @param sections what the wings add to each other's pages
  public Pages(Reads reads, Timeline timeline, List<Section> sections) {
    this.reads = reads;
    this.timeline = timeline;
    this.sections = List.copyOf(sections);
  }

  /// Everything that the page of a record shows.
  ///
  /// @throws Refusal 404 when the record is not there or not visible
  public JsonNode page(Policy policy, Type type, UUID id, Locale locale) {
    var paths = new Paths(policy);
    var page = JsonNodeFactory.instance.objectNode();
    page.set("record", JSON.readTree(reads.get(policy, type, id, paths.ofRecord(type))));
    page.set("may", rights(policy, type, id));
    page.set("timeline", JSON.valueToTree(timeline.of(policy, type, id, locale, null, null)));
    page.set("lists", lists(policy, paths, type, id));
    for (var section : sections) {
      if (section.type().equals(type.name())) {
        var read = section.reader().read(policy, id);
        if (read != null) {
          page.set(section.name(), read);
        }
      }
    }
    return page;
  }

  /// What the caller may do with this very record, where his rights reach some of its type only.
  private ObjectNode rights(Policy policy, Type type, UUID id) {
    var rights = JsonNodeFactory.instance.objectNode();
    for (var verb : List.of(Verb.UPDATE, Verb.DELETE)) {
      rights.put(verb.apiName(), reaches(policy, type, id, verb));
    }
    return rights;
  }

  private boolean reaches(Policy policy, Type type, UUID id, Verb verb) {
    var scope = policy.scope(verb, type);
    if (scope == null || scope == Scope.ALL) {
      return scope != null;
    }
    var it = Query.of(null, "id == \"" + id + "\"", null, 1, null, false, null);
    return reads.count(policy, type, it, verb) > 0;
  }

  private ObjectNode lists(Policy policy, Paths paths, Type type, UUID id) {
    var lists = JsonNodeFactory.instance.objectNode();
    for (var inverse : policy.catalog().inverses(type)) {
      var target = policy.catalog().type(inverse.target());
      if (!inverse.part() && policy.may(Verb.READ, target) && paths.reads(target, inverse.via())) {
        lists.set(inverse.name(), list(policy, paths, inverse, target, id));
      }
    }
    return lists;
  }

  /// The first rows: the latest where the type has its time on the page, else the newest.
  private ObjectNode list(Policy policy, Paths paths, Inverse inverse, Type target, UUID id) {
    var order =
        target.spec().pages().stream()
            .filter(on -> on.via().equals(inverse.via()) && paths.reads(target, on.at()))
            .map(Type.OnPage::at)
            .findFirst()
            .orElse("id");
    var query =
        new Query(
            paths.ofRow(target, inverse.via()),
            inverse.via() + " == \"" + id + "\"",
            List.of(new Query.Sort(order, true)),
            ROWS,
            null,
            true,
            null);
    var read = JSON.readTree(reads.list(policy, target, query));
    var list = JsonNodeFactory.instance.objectNode();
    list.set("items", read.path("items"));
    list.set("count", read.path("count"));
    return list;
  }
}

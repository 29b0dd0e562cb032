package org.shuke.records.pages;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Texts;
import org.shuke.records.Kind;
import org.shuke.records.Policy;
import org.shuke.records.Type;
import org.shuke.records.Verb;
import org.shuke.records.reads.Query;
import org.shuke.records.reads.Reads;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What happened to a record, newest first: the records of every type that declares itself on its
/// page, each read on its own index, merged by time.
final class Timeline {
  private static final int LENGTH = 25;
  private static final JsonMapper JSON = JsonMapper.shared();

  /// One type that shows on the page, by one of its references.
  private record Branch(Type type, Type.OnPage on) {}

  private record Entry(Branch branch, Instant at, UUID id, JsonNode row) {}

  private static final Comparator<Entry> NEWEST_FIRST =
      Comparator.comparing(Entry::at).thenComparing(Entry::id).reversed();

  private final Reads reads;
  private final Texts texts;

  Timeline(Reads reads, Texts texts) {
    this.reads = reads;
    this.texts = texts;
  }

  /// A page of it as `{"items": […], "next": …}`.
  ObjectNode read(Policy policy, Type type, UUID id, @Nullable String cursor) {
    var since = cursor == null ? null : Mark.read(cursor);
    var entries = new ArrayList<Entry>();
    for (var branch : branches(policy, type)) {
      entries.addAll(entries(policy, branch, id, since));
    }
    entries.sort(NEWEST_FIRST);
    var shown = entries.subList(0, Math.min(LENGTH, entries.size()));
    var page = JsonNodeFactory.instance.objectNode();
    var items = page.putArray("items");
    var words = new Wording(policy, texts);
    shown.forEach(entry -> items.add(item(entry, words)));
    page.put("next", entries.size() > LENGTH ? mark(shown, since).text() : null);
    return page;
  }

  private static List<Branch> branches(Policy policy, Type page) {
    var branches = new ArrayList<Branch>();
    for (var type : policy.catalog().types()) {
      for (var on : type.spec().pages()) {
        if (type.field(on.via()).targetName().equals(page.name())
            && policy.may(Verb.READ, type)
            && policy.member(type, on.via()) != null
            && policy.member(type, on.at()) != null) {
          branches.add(new Branch(type, on));
        }
      }
    }
    return branches;
  }

  private List<Entry> entries(Policy policy, Branch branch, UUID id, @Nullable Mark since) {
    var known = since == null ? Set.<UUID>of() : since.shown();
    var at = branch.on().at();
    var filter = branch.on().via() + " == \"" + id + "\"";
    if (since != null) {
      filter += " && " + at + " <= timestamp(\"" + since.at() + "\")";
    }
    var query =
        new Query(
            paths(policy, branch),
            filter,
            List.of(new Query.Sort(at, true)),
            LENGTH + 1 + known.size(),
            null,
            false,
            null);
    var entries = new ArrayList<Entry>();
    var page = reads.page(policy, branch.type(), query, Verb.READ);
    for (var row : JSON.readTree(page.items())) {
      var key = UUID.fromString(row.path("id").stringValue());
      if (!known.contains(key) && row.path(at).isString()) {
        entries.add(new Entry(branch, Instant.parse(row.path(at).stringValue()), key, row));
      }
    }
    return entries;
  }

  /// The title, the time, who made it, and the fields that say more in a line.
  private static List<String> paths(Policy policy, Branch branch) {
    var type = branch.type();
    var paths = new ArrayList<String>();
    paths.add(branch.on().at());
    for (var field : type.fields()) {
      boolean telling =
          field == type.title()
              || field.kind() == Kind.CHOICE
              || field.kind() == Kind.LONG_TEXT
              || field.kind() == Kind.MONEY
              || field.name().equals("currency");
      if (telling && !paths.contains(field.name()) && policy.member(type, field.name()) != null) {
        paths.add(field.name());
      }
    }
    var maker = type.find("createdBy");
    if (maker != null && policy.member(type, "createdBy") != null) {
      paths.add("createdBy");
      paths.add("createdBy.name");
    }
    return paths;
  }

  private static ObjectNode item(Entry entry, Wording words) {
    var type = entry.branch().type();
    var item = JsonNodeFactory.instance.objectNode();
    item.put("type", type.name());
    item.put("id", entry.id().toString());
    item.put("at", entry.at().toString());
    item.put("title", entry.row().path(type.title().name()).stringValue(""));
    item.put("kind", entry.row().path("kind").stringValue(null));
    item.put("detail", words.detail(type, entry.row()));
    item.set("actor", entry.row().path("createdBy").deepCopy());
    return item;
  }

  private static Mark mark(List<Entry> shown, @Nullable Mark before) {
    var at = shown.getLast().at();
    var ids = new ArrayList<UUID>();
    shown.stream().filter(e -> e.at().equals(at)).map(Entry::id).forEach(ids::add);
    if (before != null && before.at().equals(at)) {
      ids.addAll(before.shown());
    }
    return new Mark(at, Set.copyOf(ids));
  }
}

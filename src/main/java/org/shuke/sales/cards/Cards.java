package org.shuke.sales.cards;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.shuke.customers.Attachments;
import org.shuke.platform.Refusal;
import org.shuke.records.Policy;
import org.shuke.records.Type;
import org.shuke.records.Unit;
import org.shuke.records.Verb;
import org.shuke.records.writes.Version;
import org.shuke.records.writes.Writes;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The desk of cards: takes batches in, makes leads of what is confirmed.
public final class Cards {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int MOST = 1_000;
  private static final int LARGEST = 20 << 20;

  private final Supplier<Writes> writes;
  private final Supplier<Attachments> files;

  public Cards(Supplier<Writes> writes, Supplier<Attachments> files) {
    this.writes = writes;
    this.files = files;
  }

  public List<Type> types() {
    return List.of(Card.type(this));
  }

  Object confirm(Unit unit, UUID id, Card.Confirm input) throws SQLException {
    var card = writes.get().lock(unit, type(unit), id, Verb.UPDATE, new Version.Any());
    if (!"waiting".equals(card.get("status"))) {
      throw Refusal.conflict("card.done", Map.of());
    }
    var catalog = unit.policy().catalog();
    ObjectNode json = JSON.valueToTree(input);
    json.put("source", "card");
    if (card.get("event") instanceof UUID event) {
      json.put("event", event.toString());
    }
    if (card.get("batch") instanceof String batch) {
      json.put("sourceDetail", batch);
    }
    var lead = writes.get().create(unit, catalog.type("lead"), json).id();
    if (card.get("picture") instanceof UUID picture) {
      var attachment =
          JSON.createObjectNode().put("name", input.name()).put("file", picture.toString());
      writes
          .get()
          .create(unit, catalog.type("attachment"), attachment.put("lead", lead.toString()));
    }
    var change = JSON.createObjectNode().put("status", "confirmed").put("lead", lead.toString());
    writes.get().patch(unit.asDesk(), type(unit), id, new Version.Any(), change);
    return Map.of("lead", lead);
  }

  Object skip(Unit unit, UUID id, Card.Skip input) throws SQLException {
    var change = JSON.createObjectNode().put("status", "skipped");
    writes.get().patch(unit.asDesk(), type(unit), id, new Version.Any(), change);
    return Map.of("id", id);
  }

  private record Found(@Nullable String text, @Nullable String picture, byte[] content) {}

  /// Whence cards come.
  ///
  /// @param file what they are called together
  /// @param event the id of the fair
  record From(String file, @Nullable String event) {}

  /// Takes in a table of cards, or a ZIP of pictures, vCards and texts; answers how many cards came
  /// of it.
  int take(Policy policy, From from, InputStream content) throws IOException {
    var card = policy.catalog().type("card");
    if (!policy.may(Verb.CREATE, card)) {
      throw Refusal.forbidden("may-not-create", Map.of("type", card.name()));
    }
    var found =
        CardTable.is(from.file())
            ? CardTable.texts(read(content), MOST).stream()
                .map(text -> new Found(text, null, new byte[0]))
                .toList()
            : unpacked(content);
    var made = new ArrayList<ObjectNode>();
    for (var each : found) {
      var json = JSON.createObjectNode().put("batch", from.file()).put("event", from.event());
      if (each.text() != null) {
        json.put("text", each.text());
      }
      if (each.picture() != null) {
        var in = new ByteArrayInputStream(each.content());
        json.put("picture", files.get().bring(policy, each.picture(), in).id().toString());
      }
      made.add(json);
    }
    return writes
        .get()
        .write(
            policy,
            "page",
            null,
            unit -> {
              for (var json : made) {
                writes.get().create(unit, type(unit), json);
              }
              return made.size();
            });
  }

  private static List<Found> unpacked(InputStream zip) throws IOException {
    var found = new ArrayList<Found>();
    try (var entries = new ZipInputStream(zip)) {
      for (var entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        if (!entry.isDirectory() && !entry.getName().startsWith("__MACOSX")) {
          found.addAll(cards(entry.getName(), read(entries)));
        }
        if (found.size() > MOST) {
          throw Refusal.tooLarge(MOST + " cards");
        }
      }
    }
    return found;
  }

  private static byte[] read(InputStream entry) throws IOException {
    var bytes = entry.readNBytes(LARGEST + 1);
    if (bytes.length > LARGEST) {
      throw Refusal.tooLarge("20 MB");
    }
    return bytes;
  }

  private static List<Found> cards(String path, byte[] content) {
    var name = path.substring(path.lastIndexOf('/') + 1);
    var ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return switch (ending) {
      case "jpg", "jpeg", "png", "webp", "heic" -> List.of(new Found(null, name, content));
      case "vcf" ->
          split(content, "(?i)(?=BEGIN:VCARD)").stream()
              .map(text -> new Found(text, null, content))
              .toList();
      case "txt" ->
          split(content, "\\R\\s*\\R|\\R-{3,}\\R").stream()
              .map(text -> new Found(text, null, content))
              .toList();
      default -> List.of();
    };
  }

  private static List<String> split(byte[] content, String where) {
    var all = new ArrayList<String>();
    for (var part : new String(content, StandardCharsets.UTF_8).split(where)) {
      if (!part.isBlank()) {
        all.add(part.strip());
      }
    }
    return all;
  }

  private static Type type(Unit unit) {
    return unit.policy().catalog().type("card");
  }
}

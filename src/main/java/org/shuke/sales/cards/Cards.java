package org.shuke.sales.cards;

import ezvcard.Ezvcard;
import ezvcard.property.Photo;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.shuke.customers.Attachments;
import org.shuke.customers.Picture;
import org.shuke.imports.files.Detect;
import org.shuke.platform.Refusal;
import org.shuke.platform.files.FileStore;
import org.shuke.records.Policy;
import org.shuke.records.Type;
import org.shuke.records.Unit;
import org.shuke.records.Verb;
import org.shuke.records.reads.Reads;
import org.shuke.records.writes.Version;
import org.shuke.records.writes.Writes;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The desk of cards: takes batches in, makes leads of what is confirmed.
public final class Cards {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int MOST = 1_000;
  private static final int LARGEST = 20 << 20;

  /// A picture, a sound or a key as letters in a vCard, with the lines that it goes on in.
  private static final Pattern WRITTEN =
      Pattern.compile("(?im)^(?:[\\w-]+\\.)?(?:PHOTO|LOGO|SOUND|KEY)[;:].*+(?:\\R[ \\t].*+)*+\\R?");

  /// All that is unpacked at once.
  private static final int LARGEST_TOGETHER = 200 << 20;

  /// How long the codes of one upload's pictures are looked for; later ones are left to people.
  private static final Duration READING = Duration.ofMinutes(1);

  private final Supplier<Writes> writes;
  private final Supplier<Reads> reads;
  private final Supplier<Attachments> attachments;
  private final FileStore files;

  public Cards(
      Supplier<Writes> writes,
      Supplier<Reads> reads,
      Supplier<Attachments> attachments,
      FileStore files) {
    this.writes = writes;
    this.reads = reads;
    this.attachments = attachments;
    this.files = files;
  }

  public List<Type> types() {
    return List.of(Card.type(this));
  }

  /// Has it checked that a card's picture is one that its bringer brought.
  public void watch(Writes writing) {
    writing.guard(
        "card",
        (caller, tx, verb, card) -> {
          if (verb != Verb.DELETE) {
            attachments.get().brought(caller, tx, card, "picture");
          }
        });
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
      keep(unit, picture, input.name(), lead);
    }
    var change = JSON.createObjectNode().put("status", "confirmed").put("lead", lead.toString());
    writes.get().patch(unit.asDesk(), type(unit), id, new Version.Any(), change);
    return Map.of("lead", lead);
  }

  /// Puts the card's picture beside the lead; whoever confirms need not be who brought it.
  private void keep(Unit unit, UUID picture, String name, UUID lead) throws SQLException {
    var file = files.find(unit.tx(), picture).orElseThrow(Refusal::notFound);
    var by = unit.policy().principal().id();
    var own = files.add(unit.tx(), file.content(), file.name(), file.mediaType(), by).id();
    var json = JSON.createObjectNode().put("name", name).put("file", own.toString());
    var attachment = unit.policy().catalog().type("attachment");
    writes.get().create(unit, attachment, json.put("lead", lead.toString()));
  }

  Object skip(Unit unit, UUID id, Card.Skip input) throws SQLException {
    return move(unit, id, "waiting", "skipped");
  }

  Object requeue(Unit unit, UUID id, Card.Requeue input) throws SQLException {
    return move(unit, id, "skipped", "waiting");
  }

  private Object move(Unit unit, UUID id, String from, String to) throws SQLException {
    var card = writes.get().lock(unit, type(unit), id, Verb.UPDATE, new Version.Any());
    if (!from.equals(card.get("status"))) {
      throw Refusal.conflict("card.done", Map.of());
    }
    var change = JSON.createObjectNode().put("status", to);
    writes.get().patch(unit.asDesk(), type(unit), id, new Version.Any(), change);
    return Map.of("id", id);
  }

  /// @param from the entry that it was found in, without its ending
  private record Found(
      String from, @Nullable String text, @Nullable String picture, byte[] content) {
    static Found text(String from, String text) {
      return new Found(from, text, null, new byte[0]);
    }

    /// A vCard shows the picture that is written into it; to read, its letters say nothing.
    static Found vcard(String from, String text) {
      var plain = WRITTEN.matcher(text).replaceAll("").strip();
      var card = Ezvcard.parse(text).first();
      for (var photo : card == null ? List.<Photo>of() : card.getPhotos()) {
        if (photo.getData() != null) {
          var kind = photo.getContentType();
          var name = "photo." + (kind == null ? "jpg" : kind.getExtension());
          return new Found(from, plain, name, photo.getData());
        }
      }
      return text(from, plain);
    }

    /// The same card with its picture beside it.
    Found with(Found shown) {
      return new Found(from, text, shown.picture(), shown.content());
    }

    /// The same card with what the code in its picture says.
    Found read() {
      return new Found(from, CardCode.read(content), picture, content);
    }
  }

  /// Whence cards come.
  ///
  /// @param event the id of the fair
  /// @param batch what they are called together; the file where absent
  record From(String file, @Nullable String event, @Nullable String batch) {
    String called() {
      return batch == null || batch.isBlank() ? file : batch;
    }
  }

  /// Takes in a picture, a vCard, a text, a table of cards, or a ZIP of them; answers how many
  /// cards came of it. The QR code in a picture is its text where none came with it.
  ///
  /// @throws Refusal 422 when there is none in it
  int take(Policy policy, From from, InputStream content) throws IOException {
    var card = policy.catalog().type("card");
    if (!policy.may(Verb.CREATE, card)) {
      throw Refusal.forbidden("may-not-create", Map.of("type", card.name()));
    }
    var found = found(from.file(), content);
    if (found.isEmpty()) {
      throw Refusal.invalid("file", "card.none-in-file", Map.of("file", from.file()));
    }
    mustBeTaken(found.size());
    var made = new ArrayList<ObjectNode>();
    for (var each : read(found)) {
      var json = JSON.createObjectNode().put("batch", from.called()).put("event", from.event());
      if (each.text() != null) {
        json.put("text", each.text());
      }
      if (each.picture() != null) {
        var in = new ByteArrayInputStream(each.content());
        json.put("picture", attachments.get().bring(policy, each.picture(), in).id().toString());
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

  private static List<Found> found(String file, InputStream content) throws IOException {
    return switch (ending(file)) {
      case "csv", "tsv", "xlsx", "xls" ->
          CardTable.texts(read(content), MOST).stream()
              .map(text -> Found.text(file, text))
              .toList();
      case "zip" -> paired(unpacked(content));
      default -> cards(file, read(content));
    };
  }

  private static List<Found> unpacked(InputStream zip) throws IOException {
    var found = new ArrayList<Found>();
    long together = 0;
    try (var entries = new ZipInputStream(zip)) {
      for (var entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        if (!entry.isDirectory() && !entry.getName().startsWith("__MACOSX")) {
          var content = read(entries);
          together += content.length;
          if (together > LARGEST_TOGETHER) {
            throw Refusal.tooLarge("200 MB");
          }
          found.addAll(cards(entry.getName(), content));
        }
        mustBeTaken(found.size());
      }
    }
    return found;
  }

  private static void mustBeTaken(int cards) {
    if (cards > MOST) {
      throw Refusal.tooLarge(MOST + " cards");
    }
  }

  /// A picture and the one text of the same name are one card: `wang.jpg` and `wang.vcf`.
  private static List<Found> paired(List<Found> found) {
    var cards = new ArrayList<Found>();
    for (var each : found) {
      var alike = found.stream().filter(other -> other.from().equals(each.from())).toList();
      boolean pair = alike.size() == 2 && alike.stream().filter(f -> f.text() == null).count() == 1;
      if (!pair) {
        cards.add(each);
      } else if (each.text() != null) {
        cards.add(each.with(alike.getFirst() == each ? alike.getLast() : alike.getFirst()));
      }
    }
    return cards;
  }

  /// Reads the codes of the pictures that no text came with.
  private static List<Found> read(List<Found> found) {
    long start = System.nanoTime();
    var read = new ArrayList<Found>();
    for (var each : found) {
      boolean late = System.nanoTime() - start > READING.toNanos();
      read.add(each.text() != null || late ? each : each.read());
    }
    return read;
  }

  private static byte[] read(InputStream entry) throws IOException {
    var bytes = entry.readNBytes(LARGEST + 1);
    if (bytes.length > LARGEST) {
      throw Refusal.tooLarge("20 MB");
    }
    return bytes;
  }

  private static String ending(String name) {
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  private static List<Found> cards(String path, byte[] content) throws IOException {
    var name = path.substring(path.lastIndexOf('/') + 1);
    var from = path.contains(".") ? path.substring(0, path.lastIndexOf('.')) : path;
    return switch (ending(name)) {
      case "jpg", "jpeg", "png", "webp", "heic" -> List.of(new Found(from, null, name, content));
      case "vcf" ->
          split(content, "(?i)(?=BEGIN:VCARD)").stream()
              .map(text -> Found.vcard(from, text))
              .toList();
      case "txt" ->
          split(content, "\\R\\s*\\R|\\R-{3,}\\R").stream()
              .map(text -> Found.text(from, text))
              .toList();
      default -> List.of();
    };
  }

  private static List<String> split(byte[] content, String where) throws IOException {
    var all = new ArrayList<String>();
    for (var part : Detect.text(content).split(where)) {
      if (!part.isBlank()) {
        all.add(part.strip());
      }
    }
    return all;
  }

  /// The picture of a card that the caller may read.
  ///
  /// @throws Refusal 404 when it has none that can be shown
  Picture picture(Policy policy, UUID id) {
    var type = policy.catalog().type("card");
    var card = JSON.readTree(reads.get().get(policy, type, id, List.of("picture")));
    return Picture.named(files, card.path("picture").asString(""));
  }

  private static Type type(Unit unit) {
    return unit.policy().catalog().type("card");
  }
}

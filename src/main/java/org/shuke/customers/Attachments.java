package org.shuke.customers;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URLConnection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;
import org.shuke.platform.db.Transaction;
import org.shuke.platform.files.FileStore;
import org.shuke.platform.files.StoredFile;
import org.shuke.records.Draft;
import org.shuke.records.Policy;
import org.shuke.records.Verb;
import org.shuke.records.reads.Reads;
import org.shuke.records.writes.Writes;
import tools.jackson.databind.json.JsonMapper;

/// The desk of files that belong to customers.
///
/// ```
///   file ──bring──▶ stored, its bringer's alone ──attachment created──▶ whoever may read the attachment
/// ```
///
/// 1. A file becomes an attachment only by the hand that brought it: an id that was seen somewhere
///    opens nothing.
/// 2. Size and media type of an attachment are the stored file's, whatever a caller says.
public final class Attachments {
  /// The largest file that may be attached, in bytes.
  public static final long LARGEST = 25L << 20;

  private static final String TYPE = "attachment";

  private final FileStore files;
  private final Supplier<Reads> reads;

  public Attachments(FileStore files, Supplier<Reads> reads) {
    this.files = files;
    this.reads = reads;
  }

  /// Has the rules of attachments asked at every write.
  public void guard(Writes writes) {
    writes.guard(TYPE, this::check);
  }

  private void check(Policy caller, Transaction tx, Verb verb, Draft draft) throws SQLException {
    var file = verb == Verb.DELETE ? null : brought(caller, tx, draft, "file");
    if (file != null) {
      draft.set("size", BigDecimal.valueOf(file.content().size()));
      draft.set("mediaType", file.mediaType());
    }
  }

  /// The file that a record newly names in a field; null when it names none anew.
  ///
  /// @throws Refusal 422 for one that the caller did not bring himself
  public @Nullable StoredFile brought(Policy caller, Transaction tx, Draft draft, String field)
      throws SQLException {
    var given = draft.get(field);
    if (given == null || given.equals(draft.stored(field))) {
      return null;
    }
    return files
        .find(tx, (UUID) given)
        .filter(f -> broughtBy(f, caller))
        .orElseThrow(
            () -> Refusal.invalid(field, "no-such-file", Map.of("value", given.toString())));
  }

  private static boolean broughtBy(StoredFile file, Policy caller) {
    return caller.principal().id().equals(file.principal());
  }

  /// Stores what somebody brings, for him to attach.
  ///
  /// @throws Refusal 403 when he may attach nothing, 413 when it is larger than [#LARGEST]
  public StoredFile bring(Policy caller, String name, InputStream content) throws IOException {
    var type = caller.catalog().type(TYPE);
    if (!caller.may(Verb.CREATE, type)) {
      throw Refusal.forbidden("may-not-create", Map.of("type", TYPE));
    }
    return files.put(content, LARGEST, name, mediaType(name), caller.principal().id());
  }

  private static String mediaType(String name) {
    var guessed = URLConnection.guessContentTypeFromName(name);
    return guessed == null ? "application/octet-stream" : guessed;
  }

  /// An attachment to be read.
  ///
  /// @param name as it is called now
  public record Opened(String name, StoredFile file) {}

  /// The file of an attachment.
  ///
  /// @throws Refusal 404 when the caller may not see the attachment
  public Opened open(Policy caller, UUID id) {
    var type = caller.catalog().type(TYPE);
    var record =
        JsonMapper.shared().readTree(reads.get().get(caller, type, id, List.of("name", "file")));
    var file = id(record.path("file").asString("")).flatMap(files::find);
    return new Opened(record.path("name").asString(""), file.orElseThrow(Refusal::notFound));
  }

  /// The picture that an attachment is.
  ///
  /// @throws Refusal 404 when the caller may not see the attachment, or it is no picture
  Picture picture(Policy caller, UUID id) {
    return Picture.in(files, open(caller, id).file()).orElseThrow(Refusal::notFound);
  }

  private static Optional<UUID> id(@Nullable String text) {
    return text == null || text.isEmpty() ? Optional.empty() : Optional.of(UUID.fromString(text));
  }

  /// What is in it.
  public InputStream content(Opened opened) throws IOException {
    return files.open(opened.file());
  }
}

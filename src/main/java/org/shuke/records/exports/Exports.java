package org.shuke.records.exports;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.shuke.platform.ExactJson;
import org.shuke.platform.Refusal;
import org.shuke.platform.Texts;
import org.shuke.platform.db.Database;
import org.shuke.records.Labels;
import org.shuke.records.Policy;
import org.shuke.records.Type;
import org.shuke.records.Verb;
import org.shuke.records.reads.Query;
import org.shuke.records.reads.Reads;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The export desk.
public final class Exports {
  /// Writes down who took what out, and how much of it.
  @FunctionalInterface
  public interface Witness {
    void exported(Policy policy, Type type, Format format, Query query, long rows);
  }

  /// An export whose first page has been read, so that what is wrong with the question is known.
  @FunctionalInterface
  public interface Ready {
    void write(OutputStream out) throws IOException;
  }

  private static final JsonMapper JSON = ExactJson.MAPPER;

  private final Database database;
  private final Reads reads;
  private final Texts texts;
  private final Witness witness;

  public Exports(Database database, Reads reads, Texts texts, Witness witness) {
    this.database = database;
    this.reads = reads;
    this.texts = texts;
    this.witness = witness;
  }

  /// Begins an export.
  ///
  /// @param rights the caller's policy of this moment, asked anew for every page
  /// @param query its limit is the rows of a page
  /// @throws Refusal 403 without the right, 400 when the question is wrong
  public Ready begin(
      Supplier<Policy> rights, Type type, Query query, Format format, Locale locale) {
    var policy = rights.get();
    var columns = new Columns(policy, new Labels(texts, locale)).of(type, query.select());
    var named = format == Format.JSONL ? List.<Column>of() : columns;
    var first = page(policy, type, query, named);
    return out -> {
      long rows = 0;
      var sheet = sheet(format, out, columns, policy);
      try {
        var page = first;
        while (true) {
          for (var record : page.rows()) {
            sheet.row(record);
            rows++;
          }
          sheet.flush();
          if (page.next() == null) {
            break;
          }
          page = page(rights.get(), type, query.from(page.next()), named);
        }
        sheet.end();
      } finally {
        witness.exported(policy, type, format, query, rows);
      }
    };
  }

  private static Sheet sheet(Format format, OutputStream out, List<Column> columns, Policy policy)
      throws IOException {
    return switch (format) {
      case CSV -> new Csv(out, columns);
      case XLSX -> new Xlsx(out, columns, policy.principal().zone());
      case JSONL -> new JsonLines(out);
    };
  }

  private record Rows(JsonNode rows, @org.jspecify.annotations.Nullable String next) {}

  /// @param named columns that are told by names
  private Rows page(Policy policy, Type type, Query query, List<Column> named) {
    if (!policy.may(Verb.EXPORT, type)) {
      throw Refusal.forbidden("may-not-export", Map.of("type", type.name()));
    }
    return database
        .background()
        .snapshot(tx -> {
          var page = reads.page(tx.connection(), policy, type, query, Verb.EXPORT);
          var rows = JSON.readTree(page.items());
          return new Rows(new Named(policy, named).in(tx.connection(), rows), page.next());
        });
  }
}

package org.shuke.http.records;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.shuke.http.Answer;
import org.shuke.http.Call;
import org.shuke.http.Door;
import org.shuke.http.Routes;
import org.shuke.platform.Refusal;
import org.shuke.platform.Refusal.Fault;
import org.shuke.records.Policy;
import org.shuke.records.exports.Exports;
import org.shuke.records.exports.Format;
import org.shuke.records.reads.Query;

/// The list as a file.
public final class ExportRoutes {
  private final Exports exports;
  private final UnaryOperator<Policy> today;

  /// @param today what the caller of a moment ago may do now
  public ExportRoutes(Exports exports, UnaryOperator<Policy> today) {
    this.exports = exports;
    this.today = today;
  }

  public void addTo(Routes routes) {
    routes.get("/api/v1/{plural}/export", Door.SIGNED_IN, this::export);
  }

  private Answer export(Call call) {
    call.allow("format", "select", "filter", "sort", "q");
    var type = RecordRoutes.type(call);
    var name = call.query("format");
    var format = Format.of(name == null ? "csv" : name);
    if (format == null) {
      throw Refusal.malformed(
          List.of(new Fault("format", "unknown-format", Map.of("known", "csv, xlsx, jsonl"))));
    }
    var policy = call.policy();
    var query =
        Query.of(
            call.query("select"),
            call.query("filter"),
            call.query("sort"),
            Query.MOST,
            null,
            false,
            call.query("q"));
    var ready = exports.begin(() -> today.apply(policy), type, query, format, call.locale());
    return Answer.stream(format.mediaType(), ready::write)
        .with(
            "Content-Disposition",
            "attachment; filename=\"" + type.plural() + "." + format.extension() + "\"");
  }
}

package org.shuke.imports;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuke.http.Answer;
import org.shuke.http.Call;
import org.shuke.http.Door;
import org.shuke.http.Method;
import org.shuke.http.Route;
import org.shuke.http.Routes;
import org.shuke.http.Upload;
import org.shuke.platform.Refusal;
import org.shuke.platform.Refusal.Fault;
import org.shuke.platform.Texts;

/// Imports over HTTP.
public final class ImportRoutes {
  private static final String ALL = "/api/v1/imports";
  private static final String ONE = ALL + "/{id}";
  private static final int MOST_SHOWN = 500;

  private final Imports imports;
  private final Texts texts;

  public ImportRoutes(Imports imports, Texts texts) {
    this.imports = imports;
    this.texts = texts;
  }

  public void addTo(Routes routes) {
    routes
        .add(new Route(Method.POST, ALL, Door.SIGNED_IN, this::upload).limitedTo(Route.UPLOAD))
        .get(ALL, Door.SIGNED_IN, this::list)
        .get(ONE, Door.SIGNED_IN, this::get)
        .patch(ONE, Door.SIGNED_IN, this::change)
        .post(ONE + "/check", Door.SIGNED_IN, call -> job(imports.check(call.policy(), call.id())))
        .post(ONE + "/start", Door.SIGNED_IN, call -> job(imports.start(call.policy(), call.id())))
        .post(
            ONE + "/cancel", Door.SIGNED_IN, call -> job(imports.cancel(call.policy(), call.id())))
        .get(ONE + "/errors", Door.SIGNED_IN, this::errors)
        .get(
            ONE + "/errors.csv",
            Door.SIGNED_IN,
            call -> file(call, ErrorRows.Noted.FAULTS, "errors.csv"))
        .get(
            ONE + "/warnings.csv",
            Door.SIGNED_IN,
            call -> file(call, ErrorRows.Noted.WARNINGS, "warnings.csv"));
  }

  private Answer upload(Call call) throws IOException {
    call.allow("as");
    String as = call.query("as");
    if (as == null) {
      throw Refusal.malformed(List.of(Fault.of("as", "required")));
    }
    Upload upload = Upload.of(call);
    Import made = imports.upload(call.policy(), as, upload.name(), upload.content());
    return Answer.json(201, shown(call, made)).version(made.version());
  }

  private Answer list(Call call) {
    call.allow("limit");
    List<Map<String, @Nullable Object>> items = new ArrayList<>();
    for (Import each : imports.latest(call.policy(), call.query("limit", 25, 1, 500))) {
      items.add(shown(call, each));
    }
    return Answer.ok(Map.of("items", items));
  }

  private Answer get(Call call) {
    Import of = imports.get(call.policy(), call.id());
    Map<String, @Nullable Object> shown = shown(call, of);
    shown.put("made", of.made());
    return Answer.ok(shown).version(of.version());
  }

  private Answer change(Call call) {
    Long version = call.ifMatch();
    Imports.Change change = call.body(Imports.Change.class);
    Import of =
        imports.change(
            call.policy(), call.id(), version == null ? Call.ANY_VERSION : version, change);
    return Answer.ok(shown(call, of)).version(of.version());
  }

  private static Answer job(@Nullable Object id) {
    Map<String, @Nullable Object> job = new LinkedHashMap<>();
    job.put("job", id);
    return Answer.json(202, job);
  }

  private Map<String, @Nullable Object> shown(Call call, Import of) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("id", of.id());
    shown.put("type", imports.as(of));
    shown.put("state", of.undone() ? "undone" : of.state().name().toLowerCase(Locale.ROOT));
    shown.put("file", of.fileName());
    shown.put("createdAt", of.createdAt().toString());
    shown.put("shape", of.shape());
    shown.put("columns", of.columns());
    shown.put("fields", fields(call, of));
    shown.put("mapping", of.mapping());
    shown.put("counters", imports.counters(of));
    shown.put("warnings", warnings(call, of));
    shown.put(
        "problem", of.problem() == null ? null : spoken(call).text("problem." + of.problem()));
    shown.put("version", of.version());
    shown.put("job", of.job());
    return shown;
  }

  private List<Map<String, Object>> fields(Call call, Import of) {
    boolean chinese = Texts.Language.of(call.locale()) == Texts.Language.ZH;
    List<Map<String, Object>> fields = new ArrayList<>();
    for (Target target : imports.targets(of)) {
      String label = chinese ? target.labels().get(1) : target.labels().getFirst();
      Map<String, Object> field = new LinkedHashMap<>();
      field.put("name", target.name());
      field.put("label", label);
      field.put("required", target.required());
      field.put("key", imports.isKey(of, target));
      field.put("refers", target.points() != null);
      fields.add(field);
    }
    return fields;
  }

  private List<Map<String, @Nullable Object>> warnings(Call call, Import of) {
    List<Map<String, @Nullable Object>> warnings = new ArrayList<>();
    for (Import.Warning each : of.warnings()) {
      String column = each.column() == null ? "" : each.column();
      List<String> examples = each.examples() == null ? List.of() : each.examples();
      Map<String, Object> args =
          Map.of(
              "column", column,
              "value", examples.isEmpty() ? "" : examples.getFirst(),
              "rows", each.rows() == null ? 0 : each.rows());
      Map<String, @Nullable Object> shown = new LinkedHashMap<>();
      shown.put("code", each.code());
      shown.put("column", column);
      shown.put("message", spoken(call).text("import." + each.code(), args));
      shown.put("rows", each.rows());
      shown.put("examples", examples);
      warnings.add(shown);
    }
    return warnings;
  }

  private Texts.Spoken spoken(Call call) {
    return texts.in(call.locale());
  }

  private Answer errors(Call call) {
    call.allow("after", "limit");
    Import of = imports.get(call.policy(), call.id());
    List<ErrorRows.Faulty> rows = new ArrayList<>();
    int after = call.query("after", 0, 0, Integer.MAX_VALUE);
    var page =
        new ErrorRows.Page(
            ErrorRows.Noted.FAULTS, after, call.query("limit", 50, 1, MOST_SHOWN), spoken(call));
    imports.errors(of, page, rows::add);
    return Answer.ok(Map.of("items", rows));
  }

  /// The refused or doubtful rows as they stand in the file, with what is wrong behind them:
  /// mended, the file can be imported as it is.
  private Answer file(Call call, ErrorRows.Noted noted, String name) {
    call.allow();
    Import of = imports.get(call.policy(), call.id());
    var page = new ErrorRows.Page(noted, 0, Integer.MAX_VALUE, spoken(call));
    Answer file =
        Answer.stream(
            "text/csv; charset=utf-8",
            out -> {
              var csv = new OutputStreamWriter(out, StandardCharsets.UTF_8);
              var table = new ErrorFile(csv, of.columns());
              imports.errors(of, page, table::take);
              csv.flush();
            });
    return file.with("Content-Disposition", "attachment; filename=\"" + name + "\"");
  }

  /// Writes CSV; cells that a spreadsheet would run as formulas stay text by their quotes alone,
  /// because a changed cell could not be imported again.
  private static final class ErrorFile {
    private final Writer csv;

    ErrorFile(Writer csv, List<Column> columns) throws IOException {
      this.csv = csv;
      List<String> header = new ArrayList<>(columns.stream().map(Column::name).toList());
      header.add("#line");
      header.add("#problems");
      csv.write('\ufeff');
      line(header);
    }

    void take(ErrorRows.Faulty row) throws IOException {
      List<String> cells = new ArrayList<>(row.cells().values());
      cells.add(String.valueOf(row.line()));
      cells.add(String.join(" ", row.problems().stream().map(ErrorRows.Problem::message).toList()));
      line(cells);
    }

    private void line(List<String> cells) throws IOException {
      for (int i = 0; i < cells.size(); i++) {
        csv.write(i == 0 ? "\"" : ",\"");
        csv.write(cells.get(i).replace("\"", "\"\""));
        csv.write('"');
      }
      csv.write("\r\n");
    }
  }
}

package org.shuke.imports;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.shuke.imports.Cells.Understood;
import org.shuke.imports.files.Row;
import org.shuke.imports.values.Form;
import org.shuke.platform.Refusal.Fault;
import org.shuke.records.Field;
import org.shuke.records.Type;
import org.shuke.records.writes.Prepared;

/// Brings the rows of a file into `imports.row`: what each says, and the new record that it would
/// be, completed and checked by the rules of its room.
final class RecordStage {
  private static final String TABLE =
      "imports.row (import, row, line, key, given, made, made_faults, links, faults, warnings,"
          + " record, plan, parts)";
  private static final Pattern SEVERAL = Pattern.compile("\\s*[,;|、，；]\\s*");
  private static final UUID SOMETHING = new UUID(0, 0);

  private final UUID id;
  private final Type type;
  private final Cells cells;
  private final List<Target> targets;
  private final Mapping mapping;
  private final Map<String, String> standing;
  private final PartStage parts;
  private final AccountHomes homes;
  private List<String> header = List.of();

  /// @param all what may be mapped
  RecordStage(
      UUID id, Type type, Cells cells, Mapping mapping, List<Target> all, AccountHomes homes) {
    this.id = id;
    this.type = type;
    this.cells = cells;
    this.targets = cells.targets();
    this.mapping = mapping;
    this.standing = new HashMap<>(mapping.standing());
    this.standing.keySet().removeIf(field -> type.find(field) == null);
    this.parts = new PartStage(all, targets, mapping.standing());
    this.homes = homes;
  }

  void copy(Connection connection, RowFlow flow, Mended mended, Watch watch)
      throws IOException, SQLException {
    header = flow.header();
    CopyText.all(connection, TABLE, flow, new Work(mended), watch);
  }

  private final class Work implements Batches.Work {
    private final Mended mended;

    Work(Mended mended) {
      this.mended = mended;
    }

    @Override
    public void prepare(List<Row> rows) {
      homes.prepare(cells, rows);
    }

    @Override
    public void write(Lines lines, long number, UUID record, Row row) {
      RecordStage.this.write(lines, number, record, mended.over(number, row, header));
    }
  }

  private void write(Lines copy, long number, UUID record, Row row) {
    Understood understood = cells.read(row.cells(), () -> homes.of(cells, row.cells()));
    if (row.fault() != null) {
      understood.faults.add(null, row.fault(), null);
    }
    Map<String, Object> values = new HashMap<>();
    var given = new StringBuilder();
    var links = new StringBuilder();
    for (int i = 0; i < targets.size(); i++) {
      Target target = targets.get(i);
      String text = understood.values[i];
      if (text != null && target.points() != null) {
        link(links, target, text);
        if (target.inside() == null) {
          values.put(target.name(), placeholder(type.field(target.name())));
        }
      } else if (text != null && target.inside() == null) {
        Notes.quote(given.append(given.isEmpty() ? "{" : ","), target.name());
        Notes.quote(given.append(':'), text);
        values.put(target.name(), Prepared.value(type.field(target.name()), text));
      }
    }
    standing.forEach((field, text) -> {
      String filled = filled(text, row.cells());
      if (!filled.isEmpty()) {
        values.putIfAbsent(field, Prepared.value(type.field(field), filled));
      }
    });
    values.keySet().removeAll(Author.FIELDS);
    Prepared made = Prepared.create(type, record, values);
    copy.add(id.toString()).add(number).add(row.line()).add(key(understood, row));
    copy.add(given.isEmpty() ? "{}" : given.append('}').toString());
    PartStage.Staged staged = parts.of(understood);
    List<Fault> broken = new ArrayList<>(made.faults());
    broken.addAll(staged.faults());
    copy.add(withoutPlaceholders(made.columns())).add(broken(broken, understood).json());
    copy.add(links.isEmpty() ? null : links.append('}').toString());
    copy.add(understood.faults.json()).add(understood.warnings.json());
    copy.add(record.toString()).add("create").add(staged.json()).end();
  }

  /// What stands in place of a cell: `{column}` is the row's own, with nothing left of the signs
  /// between two of which one is empty.
  private String filled(String text, List<String> row) {
    if (text.indexOf('{') < 0) {
      return text;
    }
    String filled = text;
    for (int i = 0; i < header.size(); i++) {
      String cell = i < row.size() ? row.get(i).strip() : "";
      filled = filled.replace("{" + header.get(i) + "}", cell);
    }
    return filled.replaceAll("^[\\s·–,;/|-]+|[\\s·–,;/|-]+$", "");
  }

  /// The value of a unique key; what else rows may be known by is found among all of them.
  private @Nullable String key(Understood understood, Row row) {
    if (!RecordMatchSql.isUnique(type, mapping)) {
      return null;
    }
    String match = mapping.keys().getFirst();
    int at = cells.indexOf(match);
    if (at >= 0) {
      return understood.values[at];
    }
    String other = filled(standing.getOrDefault(match, ""), row.cells());
    return other.isEmpty() ? null : other;
  }

  /// A reference is there for the rules, but which one is not known yet.
  private static Object placeholder(Field field) {
    return field.kind() == org.shuke.records.Kind.REFERENCES ? new UUID[] {SOMETHING} : SOMETHING;
  }

  private String withoutPlaceholders(String columns) {
    String plain = columns;
    for (Target target : targets) {
      if (target.points() != null && target.inside() == null) {
        String column = "\"" + type.field(target.name()).column() + "\":";
        plain = plain.replace(column + "[\"" + SOMETHING + "\"]", column + "null");
        plain = plain.replace(column + "\"" + SOMETHING + "\"", column + "null");
      }
    }
    return plain;
  }

  private static void link(StringBuilder links, Target target, String text) {
    Notes.quote(links.append(links.isEmpty() ? "{" : ","), target.name());
    links.append(":[");
    boolean several = target.form() == Form.TEXT;
    String separator = "";
    for (String key : several ? SEVERAL.split(text) : new String[] {text}) {
      if (!key.isBlank()) {
        links.append(separator).append(Lookup.staged(key.strip()));
        separator = ",";
      }
    }
    links.append(']');
  }

  /// What the rules say, by the column that the person knows; what is wrong with a cell already is
  /// not said twice.
  Notes broken(List<Fault> faults, Understood understood) {
    var notes = new Notes();
    for (Fault fault : faults) {
      int at = fault.field() == null ? -1 : cells.indexOf(fault.field());
      String column = at < 0 ? fault.field() : cells.column(at);
      if (column == null || !understood.faults.concern(column)) {
        notes.add(column, fault.code(), null);
      }
    }
    return notes;
  }
}

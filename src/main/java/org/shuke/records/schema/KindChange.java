package org.shuke.records.schema;

import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;
import org.shuke.platform.Refusal.Fault;
import org.shuke.platform.db.Database;
import org.shuke.platform.db.Transaction;
import org.shuke.platform.jobs.JobRun;
import org.shuke.records.Kind;
import org.shuke.records.Type;
import org.shuke.records.schema.CustomField.Choice;
import org.shuke.records.schema.KindChangeSql.Cell;
import org.shuke.records.writes.Values;

/// A field becomes one of another kind without losing anything silently.
///
/// ```
///   preview ─▶ new column, unseen ─▶ copied page by page, each value checked
///           ─▶ what changed meanwhile copied again, names swapped in one transaction
///           ─▶ the old column stays, hidden, until somebody drops it
/// ```
public final class KindChange {
  private static final int PAGE = 5_000;
  private static final int SHOWN = 50;

  /// @param kind the new one
  /// @param target the type, for references
  /// @param lost how many values at most may have no counterpart in the new kind: those of the
  ///   preview that somebody accepted
  public record Asked(
      String kind, @Nullable List<Choice> choices, @Nullable String target, @Nullable Long lost) {}

  /// A value that has no counterpart in the new kind.
  ///
  /// @param count of the records that hold it
  public record Failing(String value, long count) {}

  /// @param values how many records hold one
  /// @param lost how many of them have no counterpart; they stay in the old column only
  /// @param failing the most frequent of these values
  /// @param usedBy saved expressions that name the field and may not fit the new kind
  public record Preview(long values, long lost, List<Failing> failing, List<String> usedBy) {
    Preview usedBy(List<String> uses) {
      return new Preview(values, lost, failing, uses);
    }
  }

  private final Database database;
  private final Schema schema;
  private final FieldChecks checks;
  private final Values values;
  private final ZoneId zone;
  private final Consumer<Type> search;

  KindChange(
      Database database,
      Schema schema,
      FieldChecks checks,
      Values values,
      ZoneId zone,
      Consumer<Type> search) {
    this.database = database;
    this.schema = schema;
    this.checks = checks;
    this.values = values;
    this.zone = zone;
    this.search = search;
  }

  /// The field as it would be.
  ///
  /// @throws Refusal 422 for a kind that this one cannot become
  CustomField target(CustomField field, Asked asked) {
    var faults = new ArrayList<Fault>();
    var kind = FieldChecks.kind(asked.kind(), faults);
    boolean fixed = field.formula() != null || asked.kind().equals("formula");
    if (fixed || faults.isEmpty() && kind == field.kind()) {
      faults.add(new Fault("kind", "kind-fixed", Map.of("kind", asked.kind())));
    }
    var target = checks.target(asked.target(), kind, faults);
    var choices = asked.choices() == null ? List.<Choice>of() : asked.choices();
    boolean chooses = kind == Kind.CHOICE || kind == Kind.MULTI_CHOICE;
    boolean chose = field.kind() == Kind.CHOICE || field.kind() == Kind.MULTI_CHOICE;
    if (chooses && choices.isEmpty() && chose) {
      choices = field.choices();
    }
    FieldChecks.checkChoices(kind, chooses ? choices : List.of(), faults);
    if (!faults.isEmpty()) {
      throw Refusal.invalid(faults);
    }
    return field.as(kind, chooses ? choices : List.of(), target);
  }

  /// Reads every value and says what would become of it; changes nothing.
  Preview preview(CustomField field, Asked asked) {
    var next = target(field, asked);
    var type = schema.catalog().type(field.type());
    var sql = new KindChangeSql(schema.catalog(), type, field, next, zone);
    var failing = new ArrayList<Failing>();
    long[] sums = new long[2];
    database
        .background()
        .snapshot(tx -> {
          sql.distinct(
              tx,
              (text, found, count) -> {
                sums[0] += count;
                if (converted(next, text, found) == null) {
                  sums[1] += count;
                  if (failing.size() < SHOWN) {
                    failing.add(new Failing(text, count));
                  }
                }
              });
          return true;
        });
    return new Preview(sums[0], sums[1], List.copyOf(failing), List.of());
  }

  /// The new value in canonical text, or null where the old one has no counterpart.
  private @Nullable String converted(CustomField next, String text, @Nullable String found) {
    return switch (next.kind()) {
      case REFERENCE, REFERENCES -> found;
      case INSTANT -> values.canonical(next.field(), atMidnight(text));
      default -> values.canonical(next.field(), text);
    };
  }

  /// A day begins where the company is.
  private String atMidnight(String text) {
    return text.matches("\\d{4}-\\d\\d-\\d\\d")
        ? LocalDate.parse(text).atStartOfDay(zone).toInstant().toString()
        : text;
  }

  /// Does it, for a job that may be killed anywhere: begun again, it begins anew.
  Map<String, Object> run(UUID id, Asked asked, UUID actor, JobRun job) {
    var old = database.read(tx -> CustomFieldSql.get(tx, id));
    if (old == null) {
      throw Refusal.notFound();
    }
    var type = schema.catalog().type(old.type());
    var next = begun(type, old, asked, actor);
    var sql = new KindChangeSql(schema.catalog(), type, old, next, zone);
    var started = database.read(KindChangeSql::now);
    copied(sql, next, job);
    var swap = new Swap(type, old, next, actor, asked.lost() == null ? 0 : asked.lost());
    long lost = database.schema().transaction(tx -> swapped(tx, sql, swap, started));
    if (lost > swap.accepted()) {
      throw new Refusal(422, "kind-loses", Map.of("count", lost));
    }
    schema.refresh();
    search.accept(schema.catalog().type(type.name()));
    return Map.of("lost", lost);
  }

  private CustomField begun(Type type, CustomField old, Asked asked, UUID actor) {
    var next = target(old, asked);
    return database
        .schema()
        .transaction(tx -> {
          KindChangeSql.forgetComing(tx, type, old.name());
          var numbered = next.numbered(KindChangeSql.insertComing(tx, next, actor));
          var target = numbered.target() == null ? null : schema.catalog().type(numbered.target());
          CustomFieldSql.addPlainColumn(tx, type, numbered, target);
          return numbered;
        });
  }

  private void copied(KindChangeSql sql, CustomField next, JobRun job) {
    long total = Math.max(1, database.read(sql::count));
    long done = 0;
    var last = new UUID(0, 0);
    while (true) {
      job.progress(
          (double) done / total, "field.kind.copying", Map.of("done", done, "total", total));
      var from = last;
      var page = database.background().transaction(tx -> page(tx, sql, next, from));
      if (page.isEmpty()) {
        return;
      }
      done += page.size();
      last = page.getLast().id();
    }
  }

  private List<Cell> page(Transaction tx, KindChangeSql sql, CustomField next, UUID from)
      throws SQLException {
    var page = sql.page(tx, from, PAGE);
    write(tx, sql, next, page);
    return page;
  }

  private void write(Transaction tx, KindChangeSql sql, CustomField next, List<Cell> cells)
      throws SQLException {
    var ids = new ArrayList<UUID>();
    var texts = new ArrayList<@Nullable String>();
    for (var cell : cells) {
      ids.add(cell.id());
      texts.add(cell.text() == null ? null : converted(next, cell.text(), cell.found()));
    }
    sql.write(tx, ids, texts);
  }

  /// @param accepted how many values may be lost
  private record Swap(Type type, CustomField old, CustomField next, UUID actor, long accepted) {}

  /// What changed while the pages were copied is copied again, with everybody else's writes held up
  /// for that moment; then the new column takes the name. Where more is lost than was accepted, the
  /// new column goes again.
  private long swapped(Transaction tx, KindChangeSql sql, Swap swap, OffsetDateTime started)
      throws SQLException {
    var old = swap.old();
    var next = swap.next();
    sql.holdWriters(tx);
    write(tx, sql, next, sql.changedSince(tx, started));
    long lost = sql.lost(tx);
    if (lost > swap.accepted()) {
      KindChangeSql.forgetComing(tx, swap.type(), old.name());
      return lost;
    }
    if (old.unique()) {
      CustomFieldSql.dropUnique(tx, swap.type(), old);
    }
    KindChangeSql.setAside(tx, old.called(old.name() + "Before" + next.number()), swap.actor());
    KindChangeSql.come(tx, next, swap.actor());
    if (next.unique()) {
      CustomFieldSql.addUnique(tx, swap.type(), next);
    }
    if (next.indexed() || next.kind() == Kind.REFERENCE) {
      CustomFieldSql.addIndex(tx, swap.type(), next);
    }
    CustomFieldSql.countUp(tx);
    return lost;
  }
}

package org.shuke.records.numbers;

import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.db.Database;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Unit;
import org.shuke.records.numbers.NumberSql.Drawn;
import org.shuke.records.writes.Completion;

/// The room's desk: gives the next number of a range.
public final class Numbers {
  private static final int BLOCK = 50;

  /// Numbers that were drawn and not yet given, of a range as it then was.
  private record Reserve(String period, long version, Deque<String> numbers) {}

  private final Database database;
  private final Clock clock;
  private final ZoneId zone;
  private final Map<String, Reserve> reserves = new HashMap<>();

  /// @param zone where years and months begin
  public Numbers(Database database, ZoneId zone, Clock clock) {
    this.database = database;
    this.zone = zone;
    this.clock = clock;
  }

  /// Numbers a new record in the transaction that writes it, unless the caller gave a number.
  public Completion numbering(String subject, String field) {
    return (unit, draft) -> {
      if (draft.get(field) == null && draft.stored(field) == null) {
        draft.set(field, free(unit, subject, field));
      }
    };
  }

  /// The next number that no record has: somebody may have given one by hand that lies ahead.
  private @Nullable String free(Unit unit, String subject, String field) throws SQLException {
    var range = NumberSql.range(unit.tx(), subject);
    if (range == null) {
      return null;
    }
    var type = unit.policy().catalog().type(subject);
    String number;
    do {
      number = range.gapFree() ? inside(unit.tx(), subject) : next(subject, range.version());
    } while (number != null && NumberSql.taken(unit.tx(), type, type.field(field), number));
    return number;
  }

  /// The next number of a gap-free range: it is the record's if the transaction is kept, and
  /// somebody else's if not. Null when the range is not gap-free.
  ///
  /// The range stays locked until the transaction ends, which is what keeps it free of gaps:
  /// whoever makes several records at once makes those of a gap-free range last.
  private @Nullable String inside(Transaction tx, String subject) throws SQLException {
    var drawn = NumberSql.draw(tx, subject, today(), 1, true);
    return drawn == null ? null : text(drawn.pattern(), drawn.last());
  }

  /// The next number of a range where gaps are allowed; null when it is gap-free.
  public synchronized @Nullable String next(String subject) {
    var kept = reserves.get(subject);
    return next(subject, kept == null ? 0 : kept.version());
  }

  /// What was drawn before the range was edited is left out.
  private synchronized @Nullable String next(String subject, long version) {
    var period = today().toString().substring(0, 7);
    var kept = reserves.get(subject);
    if (kept == null
        || kept.numbers().isEmpty()
        || kept.version() < version
        || !kept.period().equals(period)) {
      var drawn =
          database.jobs().transaction(tx -> NumberSql.draw(tx, subject, today(), BLOCK, false));
      if (drawn == null) {
        return null;
      }
      kept = new Reserve(period, drawn.version(), block(drawn));
      reserves.put(subject, kept);
    }
    return kept.numbers().removeFirst();
  }

  private Deque<String> block(Drawn drawn) {
    var numbers = new ArrayDeque<String>();
    for (long number = drawn.last() - BLOCK + 1; number <= drawn.last(); number++) {
      numbers.add(text(drawn.pattern(), number));
    }
    return numbers;
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), zone);
  }

  /// The pattern with the year, the month and the number filled in.
  private String text(String pattern, long number) {
    var today = today();
    var dated =
        pattern
            .replace("{yyyy}", String.format(Locale.ROOT, "%04d", today.getYear()))
            .replace("{yy}", String.format(Locale.ROOT, "%02d", today.getYear() % 100))
            .replace("{MM}", String.format(Locale.ROOT, "%02d", today.getMonthValue()));
    return NumberRange.COUNT
        .matcher(dated)
        .replaceFirst(
            zeros -> String.format(Locale.ROOT, "%0" + zeros.group(1).length() + "d", number));
  }
}

package org.shuke.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The bench desk: runs the measures on the filled house and reports.
public final class Bench {
  private final House house;
  private final List<Measure> measures;

  public Bench(House house) {
    this.house = house;
    var staff = new Staff(house);
    this.measures =
        List.of(
            new Lists(house, staff),
            new Gets(house, staff),
            new Creates(house),
            new Importing(house),
            new Looks(house),
            new Pricings(house, house.prices()),
            new Boards(house, staff),
            new Quotings(house));
  }

  /// The names that may be asked for.
  public List<String> names() {
    return measures.stream().map(Measure::name).toList();
  }

  /// Runs one measure, or all of them and writes the page.
  ///
  /// @param starting what was measured before the house was opened
  /// @return whether every promise was met
  public boolean run(
      @Nullable String only, List<Figure> starting, PrintStream out, @Nullable Path page)
      throws Exception {
    var report = new Report(out, title());
    report.add(Machine.disk(house.data()));
    starting.forEach(report::add);
    boolean met = true;
    for (var measure : measures) {
      if (only == null || only.equals(measure.name())) {
        for (var figure : measure.figures()) {
          report.add(figure);
          met &= figure.met();
        }
      }
    }
    if (only == null && page != null) {
      report.write(page);
    }
    return met;
  }

  private String title() {
    return "%s: %,d contacts, %,d accounts, %,d orders, %,d order lines; %s."
        .formatted(
            LocalDate.now(java.time.ZoneId.systemDefault()),
            count("customers.contact"),
            count("customers.account"),
            count("sales.\"order\""),
            count("sales.order_line"),
            Machine.description());
  }

  private long count(String table) {
    Long count =
        house
            .database()
            .background()
            .transaction(tx -> tx.first("select count(*) from " + table, row -> row.getLong(1)));
    return count == null ? 0 : count;
  }

  /// What a start takes, measured on a process of its own while nobody else has the folder.
  public static List<Figure> starting(Path data) throws IOException, InterruptedException {
    return Starting.figures(data);
  }
}

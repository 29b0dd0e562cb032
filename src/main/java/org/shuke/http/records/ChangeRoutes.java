package org.shuke.http.records;

import java.time.Clock;
import java.util.UUID;
import java.util.function.Function;
import org.shuke.http.Problems;
import org.shuke.http.Routes;
import org.shuke.platform.Refusal;
import org.shuke.platform.Texts;
import org.shuke.platform.db.Database;
import org.shuke.platform.jobs.Jobs;
import org.shuke.records.Policy;
import org.shuke.records.bulk.Bulk;
import org.shuke.records.bulk.ByFilter;
import org.shuke.records.exports.Exports;
import org.shuke.records.history.History;
import org.shuke.records.history.Timeline;
import org.shuke.records.reads.Cursors;
import org.shuke.records.reads.Reads;
import org.shuke.records.search.SearchCatchUp;
import org.shuke.records.units.Units;
import org.shuke.records.writes.Writes;

/// The rooms around the change log, built and published together: units and their undo, bulk
/// changes, history, timeline, export, and the description of the whole API.
public final class ChangeRoutes {
  /// What they stand on.
  ///
  /// @param policies what a user may do today, for work outside a request
  /// @param witness writes down who took data out
  public record Parts(
      Database database,
      Texts texts,
      Clock clock,
      Reads reads,
      Writes writes,
      Cursors cursors,
      Jobs jobs,
      Function<UUID, Policy> policies,
      Exports.Witness witness) {}

  private final Parts parts;
  private final Units units;
  private final Bulk bulk;
  private final ByFilter byFilter;

  /// Registers the jobs too: to be called before they start.
  public ChangeRoutes(Parts parts) {
    this.parts = parts;
    this.units =
        new Units(
            parts.database(), parts.jobs(), parts.clock(), SearchCatchUp::records,
            parts.policies());
    this.bulk = new Bulk(parts.writes(), units);
    this.byFilter =
        new ByFilter(parts.reads(), parts.writes(), bulk, parts.jobs(), parts.policies());
  }

  /// For rooms that change many records at once.
  public Units units() {
    return units;
  }

  public void addTo(Routes routes) {
    var database = parts.database();
    var texts = parts.texts();
    var cursors = parts.cursors();
    new UnitRoutes(units).addTo(routes);
    new BulkRoutes(parts.writes(), bulk, byFilter, new Problems(texts)).addTo(routes);
    new HistoryRoutes(
            new History(database, texts, cursors, parts.clock()),
            new Timeline(database, texts, cursors, parts.clock()))
        .addTo(routes);
    new ExportRoutes(new Exports(database, parts.reads(), texts, parts.witness()), this::today)
        .addTo(routes);
    new OpenApiRoutes(new OpenApi(texts, routes::all)).addTo(routes);
  }

  /// What the caller of a moment ago may do now. A key's rights are at most its user's; it keeps
  /// them for the export that it began.
  private Policy today(Policy policy) {
    var user = policy.principal().user();
    if (user == null) {
      throw Refusal.forbidden("may-not-export", java.util.Map.of("type", ""));
    }
    var now = parts.policies().apply(user);
    return policy.principal().id().equals(user) ? now : policy;
  }
}

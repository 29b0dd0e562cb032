package org.shuke.ground;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shuke.http.Problems;
import org.shuke.http.Routes;
import org.shuke.http.records.BulkRoutes;
import org.shuke.http.records.CustomFieldRoutes;
import org.shuke.http.records.ExportRoutes;
import org.shuke.http.records.HistoryRoutes;
import org.shuke.http.records.LiveRoutes;
import org.shuke.http.records.PageRoutes;
import org.shuke.http.records.RecordRoutes;
import org.shuke.http.records.SearchRoutes;
import org.shuke.http.records.TypeRoutes;
import org.shuke.http.records.UnitRoutes;
import org.shuke.platform.db.Transaction;
import org.shuke.platform.jobs.Jobs;
import org.shuke.records.Policy;
import org.shuke.records.Type;
import org.shuke.records.bulk.Bulk;
import org.shuke.records.bulk.ByFilter;
import org.shuke.records.exports.Exports;
import org.shuke.records.history.History;
import org.shuke.records.history.Timeline;
import org.shuke.records.live.Live;
import org.shuke.records.pages.Pages;
import org.shuke.records.pages.Section;
import org.shuke.records.reads.Cursors;
import org.shuke.records.reads.Reads;
import org.shuke.records.schema.CustomFields;
import org.shuke.records.schema.Schema;
import org.shuke.records.search.Search;
import org.shuke.records.search.SearchCatchUp;
import org.shuke.records.units.Units;
import org.shuke.records.writes.Values;
import org.shuke.records.writes.Writes;

/// The engine over the types of all wings: one desk that reads, one that writes, one that undoes,
/// and their addresses.
public final class Engine implements AutoCloseable {
  private static final String SEARCH = "search-index";

  /// Who may do what, now.
  @FunctionalInterface
  public interface Rights {
    /// Null when the principal may no longer sign in.
    @Nullable Policy policyOf(Transaction tx, UUID principal) throws SQLException;
  }

  private final Ground ground;
  private final Rights rights;
  private final Schema schema;
  private final Cursors cursors;
  private final Reads reads;
  private final Writes writes;
  private final Units units;
  private final SearchCatchUp searchIndex;
  private final Live live;

  /// @param types of the engine itself and of all wings
  public Engine(Ground ground, List<Type> types, Rights rights) {
    this.ground = ground;
    this.rights = rights;
    var database = ground.database();
    var clock = ground.clock();
    this.schema = new Schema(database, types);
    this.cursors = Cursors.on(database);
    this.reads = new Reads(database, cursors, clock);
    this.writes = new Writes(database, reads, new Values(ground::country), clock);
    this.searchIndex = new SearchCatchUp(database);
    this.units =
        new Units(
            database,
            ground.jobs(),
            clock,
            SearchCatchUp::records,
            writes.guards(),
            ground::policyOf);
    this.live = new Live(database, schema::catalog, clock);
  }

  Rights rights() {
    return rights;
  }

  public Schema schema() {
    return schema;
  }

  public Reads reads() {
    return reads;
  }

  public Writes writes() {
    return writes;
  }

  public Units units() {
    return units;
  }

  public void runBy(Jobs jobs) {
    jobs.register(
        SEARCH,
        run -> {
          index(run::checkpoint);
          return Map.of();
        });
  }

  /// Asks for everything to be made findable in the background.
  public void indexLater() {
    ground.jobs().submit(SEARCH, Map.of(), null);
  }

  /// Makes everything findable, and waits for it.
  ///
  /// @param step called after each part that is done
  public void index(Runnable step) {
    for (var type : schema.catalog().types()) {
      searchIndex.type(type, done -> step.run());
    }
  }

  /// Makes findable what one unit wrote.
  public void index(UUID unit) {
    searchIndex.unit(schema.catalog(), unit, done -> {});
  }

  /// @param sections what the wings tell on the pages of records
  /// @param exported is told what left the house as a file
  /// @param still whether a stream's caller is still signed in
  public void addTo(
      Routes routes,
      List<Section> sections,
      Exports.Witness exported,
      Function<UUID, @Nullable Policy> still) {
    var database = ground.database();
    var texts = ground.texts();
    var clock = ground.clock();
    var jobs = ground.jobs();
    new TypeRoutes(texts).addTo(routes);
    new CustomFieldRoutes(customFields(), schema).addTo(routes);
    new RecordRoutes(reads, writes).addTo(routes);
    new SearchRoutes(new Search(database, clock)).addTo(routes);
    var timeline = new Timeline(database, texts, cursors, clock);
    new HistoryRoutes(new History(database, texts, cursors, clock), timeline).addTo(routes);
    new PageRoutes(new Pages(reads, timeline, sections)).addTo(routes);
    new UnitRoutes(units).addTo(routes);
    var bulk = new Bulk(writes, units);
    var byFilter = new ByFilter(reads, writes, bulk, jobs, ground::policyOf);
    new BulkRoutes(writes, bulk, byFilter, new Problems(texts)).addTo(routes);
    new ExportRoutes(
            new Exports(database, reads, texts, exported),
            policy -> ground.policyOf(policy.principal().id()))
        .addTo(routes);
    new LiveRoutes(live, still).addTo(routes);
  }

  private CustomFields customFields() {
    return new CustomFields(
        ground.database(),
        schema,
        new Values(ground::country),
        ground.zone(),
        ground.jobs(),
        type -> searchIndex.type(type, done -> {}));
  }

  public void start() {
    schema.watch();
  }

  @Override
  public void close() {
    schema.close();
    live.close();
  }
}

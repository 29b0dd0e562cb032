package org.shuke.imports;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.access.Access;
import org.shuke.catalog.Products;
import org.shuke.catalog.prices.Prices;
import org.shuke.catalog.prices.Rates;
import org.shuke.customers.Customers;
import org.shuke.imports.values.Options;
import org.shuke.platform.TestDatabase;
import org.shuke.platform.Texts;
import org.shuke.platform.db.Database;
import org.shuke.platform.jobs.Jobs;
import org.shuke.records.Catalog;
import org.shuke.records.Grant;
import org.shuke.records.Ids;
import org.shuke.records.Policy;
import org.shuke.records.Principal;
import org.shuke.records.Scope;
import org.shuke.records.Type;
import org.shuke.records.Verb;
import org.shuke.records.reads.Cursors;
import org.shuke.records.reads.Reads;
import org.shuke.records.search.SearchCatchUp;
import org.shuke.records.units.Units;
import org.shuke.records.writes.Values;
import org.shuke.records.writes.Writes;
import org.shuke.sales.SalesWorld;

/// An imports desk on a database of its own, with one user who may do everything.
final class Desk {
  static final Options OPTIONS =
      Options.of(ZoneId.of("Asia/Shanghai"), Locale.SIMPLIFIED_CHINESE, "CNY");

  final Database database;
  final Catalog catalog;
  final Policy policy;
  final Imports imports;
  private final Units units;
  private final Path folder;

  Desk(TestDatabase world, Path folder) {
    this(world.database(), folder, "Ann", null);
  }

  private Desk(Database database, Path folder, String name, @Nullable List<Grant> grants) {
    this.database = database;
    this.folder = folder;
    Clock clock = Clock.fixed(Instant.parse("2026-03-01T00:00:00Z"), ZoneOffset.UTC);
    Rates rates = new Rates("CNY", OPTIONS.zone(), clock, List::of);
    List<Type> types = new ArrayList<>(Customers.types(clock));
    types.add(Principal.TYPE);
    types.addAll(Access.declared());
    types.addAll(
        new Products(
                Prices.on(database, "CNY", OPTIONS.zone(), clock, (tx, account) -> null),
                () -> null)
            .types());
    types.addAll(
        SalesWorld.types(
            database,
            clock,
            rates,
            OPTIONS.zone(),
            () -> "N" + Ids.next(),
            () -> {
              throw new IllegalStateException("no verbs run here");
            },
            () -> {
              throw new IllegalStateException("no verbs run here");
            }));
    this.catalog = new Catalog(1, types, Map.of());
    UUID user = user(name + "@example.com", name);
    var principal =
        new Principal(
            user, Principal.Kind.USER, user, name, Locale.ENGLISH, ZoneId.of("Asia/Shanghai"));
    var self = new Policy.Members(null, new UUID[] {user}, new UUID[] {user});
    this.policy =
        grants == null
            ? Policy.unlimited(principal, self, catalog)
            : Policy.of(principal, self, grants, catalog);
    var jobs = new Jobs(database);
    var reads = new Reads(database, Cursors.on(database), clock);
    var writes = new Writes(database, reads, new Values("CN"), clock);
    var plans =
        new Plans(
            database, this::catalog, who -> policy(), OPTIONS, Texts.load(), clock, () -> writes);
    this.imports = new Imports(database, folder, OPTIONS, clock, plans, jobs, id -> {});
    this.units =
        new Units(database, jobs, clock, SearchCatchUp::records, writes.guards(), who -> policy());
  }

  /// Takes a whole import back.
  Units.Done undo(Import of) {
    return Objects.requireNonNull(units.undo(policy, of.id(), false).done());
  }

  /// The desk of somebody who sees and changes only what he owns.
  Desk representative(String name) {
    Map<Verb, Scope> own = new EnumMap<>(Verb.class);
    for (Verb verb : Verb.values()) {
      own.put(verb, Scope.OWN);
    }
    Map<Verb, Scope> all = new EnumMap<>(Verb.class);
    for (Verb verb : Verb.values()) {
      all.put(verb, Scope.ALL);
    }
    List<Grant> grants =
        List.of(
            new Grant("account", own, Map.of()),
            new Grant("contact", own, Map.of()),
            new Grant("order", own, Map.of()),
            new Grant("product", all, Map.of()),
            new Grant("tag", all, Map.of()));
    return new Desk(database, folder, name, grants);
  }

  private Catalog catalog() {
    return catalog;
  }

  private Policy policy() {
    return policy;
  }

  private UUID user(String email, String name) {
    UUID id = Ids.next();
    return database.transaction(tx -> {
      tx.update("insert into records.principal (id, kind, name) values (?, 'user', ?)", id, name);
      tx.update(
          """
          insert into access."user" (id, created_by, updated_by, email, name) values (?, ?, ?, ?, ?)
          """,
          id,
          id,
          id,
          email,
          name);
      return id;
    });
  }

  Import upload(String as, String text) {
    return imports.upload(
        policy, as, "test.csv", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  Import upload(String as, Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return imports.upload(policy, as, file.getFileName().toString(), in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Import checked(String as, String text) {
    Import of = upload(as, text);
    imports.run().check(of.id(), Watch.NOBODY);
    return imports.get(policy, of.id());
  }

  /// Brings a file in as it is proposed.
  Counters bring(String as, String text) {
    return started(checked(as, text));
  }

  Counters started(Import of) {
    imports.run().start(of.id(), Watch.NOBODY);
    Import done = imports.get(policy, of.id());
    return imports.counters(done);
  }

  /// The first row of a query, its columns joined by `|`.
  String ask(String query, Object... values) {
    List<String> lines = lines(query, values);
    return lines.isEmpty() ? "" : lines.getFirst();
  }

  List<String> lines(String query, Object... values) {
    return database.transaction(tx -> tx.query(query, Desk::line, values));
  }

  private static String line(java.sql.ResultSet row) throws SQLException {
    List<String> cells = new ArrayList<>();
    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
      cells.add(String.valueOf(row.getString(i)));
    }
    return String.join("|", cells);
  }
}

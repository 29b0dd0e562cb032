package org.shuke.records;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.shuke.access.Access;
import org.shuke.catalog.Products;
import org.shuke.catalog.prices.Prices;
import org.shuke.catalog.prices.Rates;
import org.shuke.customers.Customers;
import org.shuke.customers.pools.Pools;
import org.shuke.platform.TestDatabase;
import org.shuke.platform.db.Database;
import org.shuke.platform.jobs.Jobs;
import org.shuke.records.reads.Cursors;
import org.shuke.records.reads.Reads;
import org.shuke.records.search.SearchCatchUp;
import org.shuke.records.units.Units;
import org.shuke.records.writes.Values;
import org.shuke.records.writes.Writes;
import org.shuke.sales.SalesWorld;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The engine over a real database with the program's own types, for tests: two users.
public final class World {
  public static final UUID ADMINISTRATOR = UUID.fromString("00000000-0000-7000-8000-0000000000aa");
  public static final UUID REP = UUID.fromString("00000000-0000-7000-8000-0000000000bb");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final Database database;
  private final Cursors cursors = new Cursors(new byte[32]);
  private final Catalog catalog;
  private final Reads reads;
  private final Writes writes;
  private final Jobs jobs;
  private final Units units;

  public World(TestDatabase test) {
    this.database = test.database();
    var clock = Clock.systemUTC();
    var numbers = new AtomicLong(1000);
    var types = new ArrayList<Type>();
    types.add(Principal.TYPE);
    types.addAll(Access.declared());
    types.addAll(Customers.types(clock, new Pools(this::writes, ZoneId.of("Asia/Shanghai"))));
    types.addAll(
        new Products(
                Prices.on(
                    database, "CNY", ZoneId.of("Asia/Shanghai"), clock, (tx, account) -> null),
                this::writes)
            .types());
    var zone = ZoneId.of("Asia/Shanghai");
    types.addAll(
        SalesWorld.types(
            database,
            clock,
            new Rates("CNY", zone, clock, List::of),
            zone,
            () -> "N" + numbers.incrementAndGet(),
            this::writes,
            this::reads));
    this.catalog = new Catalog(1, types, Map.of());
    this.reads = new Reads(database, cursors, clock);
    this.writes = new Writes(database, reads, new Values("CN"), clock);
    this.jobs = new Jobs(database);
    this.units =
        new Units(database, jobs, clock, SearchCatchUp::records, writes.guards(), this::policyOf);
    database.transaction(tx -> {
      user(tx.connection(), ADMINISTRATOR, "Ada");
      user(tx.connection(), REP, "Rob");
      return true;
    });
  }

  private static void user(java.sql.Connection connection, UUID id, String name)
      throws SQLException {
    var sql =
        """
        insert into access."user" (id, email, name, created_by, updated_by)
        values (?, ?, ?, '00000000-0000-0000-0000-000000000001', '00000000-0000-0000-0000-000000000001')
        """;
    try (var statement = connection.prepareStatement(sql)) {
      statement.setObject(1, id);
      statement.setString(2, name + "@shuke.test");
      statement.setString(3, name);
      statement.executeUpdate();
    }
  }

  /// Today's rights: the administrator's, or those of a salesperson with his own accounts.
  public Policy policyOf(UUID user) {
    return user.equals(ADMINISTRATOR) ? administrator() : rep("accounts", Scope.OWN);
  }

  public Database database() {
    return database;
  }

  public Catalog catalog() {
    return catalog;
  }

  public Reads reads() {
    return reads;
  }

  public Writes writes() {
    return writes;
  }

  public Jobs jobs() {
    return jobs;
  }

  public Cursors cursors() {
    return cursors;
  }

  public Units units() {
    return units;
  }

  public Type type(String name) {
    return catalog.type(name);
  }

  public static Principal person(UUID id, String name) {
    return new Principal(
        id, Principal.Kind.USER, id, name, Locale.ENGLISH, ZoneId.of("Asia/Shanghai"));
  }

  public Policy administrator() {
    return Policy.unlimited(person(ADMINISTRATOR, "Ada"), Policy.Members.NOBODY, catalog);
  }

  /// A salesperson with these grants.
  public Policy rep(Collection<Grant> grants) {
    return Policy.of(
        person(REP, "Rob"),
        new Policy.Members(null, new UUID[] {REP}, new UUID[] {REP}),
        grants,
        catalog);
  }

  /// May do everything with the type, within a scope.
  public Policy rep(String plural, Scope scope) {
    var type = catalog.findPlural(plural);
    if (type == null) {
      throw new IllegalArgumentException(plural);
    }
    var verbs = new java.util.EnumMap<Verb, Scope>(Verb.class);
    for (var verb : Verb.values()) {
      verbs.put(verb, scope);
    }
    return rep(List.of(new Grant(type.name(), verbs, Map.of())));
  }

  public static JsonNode json(String text) {
    return JSON.readTree(text.replace('\'', '"'));
  }

  /// Runs writes as the administrator.
  public <T> T write(@Nullable UUID unit, Writes.Work<T> work) {
    return write(administrator(), unit, work);
  }

  public <T> T write(Policy policy, @Nullable UUID unit, Writes.Work<T> work) {
    return writes.write(
        policy,
        "test",
        unit,
        u -> {
          if (unit != null) {
            units.open(u.connection(), unit, "bulk", "", policy);
          }
          return work.in(u);
        });
  }

  public UUID create(Unit unit, String type, String json) throws SQLException {
    return writes.create(unit, type(type), json(json)).id();
  }

  /// The record as the administrator reads it.
  public JsonNode read(String type, UUID id) {
    var record = reads.find(administrator(), type(type), id, List.of());
    return record == null ? JSON.missingNode() : JSON.readTree(record);
  }

  /// One hash over every row of the tables, leaving out what an undo may change.
  public String state() {
    var tables =
        catalog.types().stream()
            .filter(t -> !t.name().equals("principal"))
            .map(t -> "\"" + t.schema() + "\".\"" + t.table() + "\"")
            .toList();
    return database.read(tx -> {
      var all = new StringBuilder();
      for (var table : tables) {
        var sql =
            "select count(*) || md5(coalesce(string_agg((to_jsonb(t) - 'version' - 'updated_at'"
                + " - 'updated_by')::text, ',' order by id), '')) from "
                + table
                + " t";
        String hash = tx.first(sql, r -> r.getString(1));
        all.append(table).append(' ').append(hash).append('\n');
      }
      return all.toString();
    });
  }

  public static BigDecimal number(String text) {
    return new BigDecimal(text);
  }
}

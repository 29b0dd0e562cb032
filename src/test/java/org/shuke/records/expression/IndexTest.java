package org.shuke.records.expression;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuke.platform.TestDatabase;
import org.shuke.records.Bindings;
import org.shuke.records.Compiled;
import org.shuke.records.From;

/// Conditions on indexed fields must be served by the index: PostgreSQL is asked for its plan, over
/// as many rows as make a sequential scan the wrong choice.
class IndexTest {
  @RegisterExtension static final TestDatabase database = TestDatabase.fresh("platform");

  private static Connection connection;

  @BeforeAll
  static void makeRows() throws SQLException {
    var login = database.owner();
    connection = DriverManager.getConnection(login.url(), login.user(), login.password());
    World.makeTables(connection);
    try (var statement = connection.createStatement()) {
      statement.execute(
          """
          insert into t.account (id, name, kind, parties, credit, founded, seen, patience, owner, tags)
          select gen_random_uuid(), 'name ' || n, (array['company','household','person'])[1 + (n > 300)::int],
            case when n % 500 = 0 then array['dealer'] else array['customer'] end,
            case when n % 900 > 0 then n end, date '2000-01-01' + n / 4, timestamptz '2020-01-01' + n * interval '1 hour',
            n, md5((n / 40)::text)::uuid, array[md5((n / 30)::text)::uuid]
          from generate_series(1, 40000) n;
          insert into t."order" (id, number, total, placed_at, account)
          select gen_random_uuid(), 'N' || n, n, now(), md5(n::text)::uuid from generate_series(1, 40000) n;
          create index on t.account (name);
          create index on t.account (lower(name));
          create index on t.account (kind);
          create index on t.account using gin (parties);
          create index on t.account (credit);
          create index on t.account (founded);
          create index on t.account (seen);
          create index on t.account (patience);
          create index on t.account (owner);
          create index on t.account using gin (tags);
          create index on t."order" (account);
          create index on t."order" (number);
          analyze t.account;
          analyze t."order";
          """);
    }
  }

  @AfterAll
  static void close() throws SQLException {
    connection.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name == 'name 7'",
        "name < 'name 100'",
        "name <= 'name 100'",
        "name > 'name 9998'",
        "name >= 'name 9998' && kind != 'person'",
        "name in ['name 7', 'name 8']",
        "name.startsWith('name 39')",
        "lower(name) == 'name 7'",
        "lower(name).startsWith('name 399')",
        "name == 'name 7' || name == 'name 9'",
        "!(name != 'name 7')",
        "kind == 'company'",
        "'dealer' in parties",
        "credit == 5",
        "credit == -5",
        "credit < 100",
        "credit > 39900",
        "credit >= 39900 && credit <= 39950",
        "credit in [1, 2, 3]",
        "credit == null",
        "founded == date('2001-01-31')",
        "founded > date('2027-01-31')",
        "founded < startOf('year', -20)",
        "seen > timestamp('2024-07-01T00:00:00Z')",
        "seen > daysAgo(2)",
        "seen >= startOf('week') && seen < startOf('week', 1)",
        "seen > now() - duration('36h')",
        "seen > date('2024-07-15')",
        "patience < duration('90s')",
        "owner == me()",
        "owner == '01900000-0000-7000-8000-000000000000'",
        "owner in ['01900000-0000-7000-8000-000000000000']",
        "'01900000-0000-7000-8000-000000000000' in tags",
        "id == '01900000-0000-7000-8000-000000000000'",
        "name == 'name 7' && orders.exists(o, o.total > 1)",
        "name == 'name 7' && orders.map(o, o.total).sum() > 1",
      })
  void theIndexServes(String text) throws SQLException {
    var plan = plan(text);
    assertTrue(plan.contains("Index") && !plan.contains("Seq Scan"), text + "\n" + plan);
  }

  private static String plan(String text) throws SQLException {
    var checked = Expression.condition(text, Shop.ACCOUNT, Shop.ALL);
    var from = new From(Shop.CATALOG, Shop.ACCOUNT, Shop.ALL::readable);
    var where = SqlCompiler.condition(checked, from);
    var statement = Compiled.of(DSL.select(from.root().id()).from(from.tables()).where(where));
    var moment =
        new Bindings(
            Shop.ALL,
            Instant.parse("2024-07-24T12:00:00Z"),
            ZoneId.of("Asia/Shanghai"),
            checked.bind(),
            List.of(),
            List.of(),
            null);
    var plan = new StringBuilder();
    try (var asked =
            new Compiled("explain " + statement.sql(), statement.binds())
                .prepare(connection, moment);
        var rows = asked.executeQuery()) {
      while (rows.next()) {
        plan.append(rows.getString(1)).append('\n');
      }
    }
    return plan.toString();
  }
}

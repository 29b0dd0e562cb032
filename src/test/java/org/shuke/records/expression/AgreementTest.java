package org.shuke.records.expression;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.shuke.platform.TestDatabase;
import org.shuke.records.Bindings;
import org.shuke.records.Compiled;
import org.shuke.records.From;
import org.shuke.records.expression.Result.Scalar;

/// Random expressions over random records: the evaluator and the database must say the same.
class AgreementTest {
  private static final long SEED = 20_240_229;
  private static final int PER_WORLD = 50;
  private static final List<ZoneId> ZONES =
      List.of(
          ZoneId.of("Asia/Shanghai"),
          ZoneId.of("Europe/Berlin"),
          ZoneId.of("America/Havana"),
          ZoneId.of("UTC"),
          ZoneId.of("+08:00"),
          ZoneId.of("GMT-03:30"));

  @RegisterExtension static final TestDatabase database = TestDatabase.fresh("platform");

  private static Connection connection;

  @BeforeAll
  static void makeTables() throws SQLException {
    var login = database.owner();
    connection = DriverManager.getConnection(login.url(), login.user(), login.password());
    World.makeTables(connection);
  }

  @AfterAll
  static void close() throws SQLException {
    connection.close();
  }

  @Test
  void theDatabaseAndTheEvaluatorAgree() throws SQLException {
    assertNull(disagreement(SEED, 600, new Leaves()));
  }

  @Test
  @Tag("full")
  void theyAgreeOnManyThousandExpressions() throws SQLException {
    assertNull(disagreement(SEED + 1, 12_000, new Leaves()));
  }

  @ParameterizedTest
  @EnumSource
  @Tag("slow")
  void aMistakeOfTheCompilerIsCaught(Mutant mutant) throws SQLException {
    assertNotNull(disagreement(SEED, 3_000, mutant.leaves));
  }

  /// The first expression and record on which they differ, or null.
  private static @Nullable String disagreement(long seed, int cases, Leaves leaves)
      throws SQLException {
    World world = null;
    for (int i = 0; i < cases; i++) {
      var random = new Random(seed * 1_000_003 + i);
      if (world == null || i % PER_WORLD == 0) {
        world = new World(new Random(seed + i));
        world.store(connection);
      }
      world.onlyOwn = random.nextInt(3) == 0;
      var text = new Phrases(random, Shop.ACCOUNT).any(2 + random.nextInt(3));
      var found = disagreement(text, world, ZONES.get(random.nextInt(ZONES.size())), leaves);
      if (found != null) {
        return "case " + i + ": " + found;
      }
    }
    return null;
  }

  private static @Nullable String disagreement(
      String text, World world, ZoneId zone, Leaves leaves) {
    try {
      var policy = world.onlyOwn ? Shop.OWN : Shop.ALL;
      var checked = Expression.value(text, Shop.ACCOUNT, policy);
      var now = World.TIMES.getFirst().plusSeconds(43_210);
      var moment = new Bindings(policy, now, zone, checked.bind(), List.of(), List.of(), null);
      boolean condition = checked.result() == Scalar.BOOLEAN;
      var says = ask(checked, moment, leaves, false);
      var holds = condition ? ask(checked, moment, leaves, true) : Map.of();
      for (var account : world.of(Shop.ACCOUNT)) {
        var expected = Evaluator.value(checked, account, moment);
        if (!same(expected, says.get(account.id()))) {
          return said(text, account, expected, says.get(account.id()), zone);
        }
        if (condition && Boolean.TRUE.equals(expected) != holds.containsKey(account.id())) {
          return said(text, account, expected, "where " + holds.containsKey(account.id()), zone);
        }
      }
      return null;
    } catch (SQLException | RuntimeException e) {
      throw new AssertionError(text + " in " + zone, e);
    }
  }

  private static String said(
      String text, Object record, @Nullable Object expected, @Nullable Object found, ZoneId zone) {
    return "%s%n  evaluator %s, database %s, in %s%n  for %s"
        .formatted(text, expected, found, zone, record);
  }

  private static Map<UUID, Object> ask(
      Checked checked, Bindings moment, Leaves leaves, boolean filter) throws SQLException {
    var from = new From(Shop.CATALOG, Shop.ACCOUNT, moment.policy()::readable);
    var compiler = new SqlCompiler(leaves, from);
    var where = filter ? compiler.holds(checked.tree()) : DSL.noCondition();
    var value = filter ? DSL.inline(true) : compiler.value(checked.tree());
    var statement =
        Compiled.of(DSL.select(from.root().id(), value).from(from.tables()).where(where));
    var answers = new HashMap<UUID, Object>();
    try (var prepared = statement.prepare(connection, moment);
        var rows = prepared.executeQuery()) {
      while (rows.next()) {
        var answer =
            checked.result() == Scalar.INSTANT
                ? rows.getObject(2, OffsetDateTime.class)
                : checked.result() == Scalar.DATE
                    ? rows.getObject(2, java.time.LocalDate.class)
                    : rows.getObject(2);
        answers.put(rows.getObject(1, UUID.class), answer);
      }
    }
    return answers;
  }

  private static boolean same(@Nullable Object expected, @Nullable Object found) {
    return switch (found) {
      case null -> expected == null;
      case OffsetDateTime time -> time.toInstant().equals(expected);
      case BigDecimal number ->
          expected instanceof BigDecimal other && number.compareTo(other) == 0
              || expected instanceof Long whole && number.compareTo(BigDecimal.valueOf(whole)) == 0;
      default -> found.equals(expected);
    };
  }
}

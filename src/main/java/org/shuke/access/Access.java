package org.shuke.access;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuke.ground.Ground;
import org.shuke.ground.Wing;
import org.shuke.http.Routes;
import org.shuke.platform.db.Database;
import org.shuke.platform.db.Transaction;
import org.shuke.platform.jobs.Jobs;
import org.shuke.platform.jobs.Schedule;
import org.shuke.records.Catalog;
import org.shuke.records.Policy;
import org.shuke.records.Type;
import org.shuke.records.exports.Format;
import org.shuke.records.reads.Query;
import org.shuke.records.writes.Writes;

/// The room's desk: constructs what belongs to people and doors, and hands it over.
public final class Access implements Wing {
  private static final String TIDY = "tidy";

  private final Ground ground;
  private final Database database;
  private final Clock clock;
  private final Audit audit;
  private final Authentication authentication;
  private final FirstStart firstStart;
  private List<Wing> house = List.of();
  private final SessionRoutes routes;
  private final PeopleGuards guards;

  public Access(Ground ground) {
    this.ground = ground;
    this.database = ground.database();
    this.clock = ground.clock();
    var settings = ground.settings();
    Supplier<Catalog> catalog = ground::catalog;
    this.audit = new Audit(clock);
    this.authentication = new Authentication(database, settings, clock, catalog, audit);
    var passwords = new Passwords();
    var attempts = new Attempts(database, clock);
    var signIn = new SignIn(database, clock, passwords, attempts, audit);
    this.guards = new PeopleGuards(catalog, audit);
    this.firstStart =
        new FirstStart(database, clock, catalog, passwords, attempts, signIn, audit, this::nameAll);
    this.routes =
        new SessionRoutes(
            database,
            settings,
            clock,
            authentication,
            firstStart,
            signIn,
            new Invitations(database, clock, catalog, passwords, signIn, audit),
            new Keys(database, clock, catalog, audit));
  }

  /// Users, teams, roles and keys.
  public static List<Type> declared() {
    return People.types();
  }

  @Override
  public List<Type> types() {
    return declared();
  }

  /// Makes ready what the first start needs. Where nobody can sign in yet, the answer is the code
  /// for the console that lets the first administrator in.
  public Optional<String> prepare() {
    return firstStart.prepare(ground.settings());
  }

  /// Who hears in which language the house is set up.
  public void tell(List<Wing> wings) {
    house = wings;
  }

  private void nameAll(Transaction tx, Locale language) throws SQLException {
    for (var wing : house) {
      wing.name(tx, language);
    }
  }

  @Override
  public void name(Transaction tx, Locale language) throws SQLException {
    for (var role : ReadyRole.values()) {
      PeopleSql.nameRole(tx, role, language);
    }
  }

  /// Once an hour what is over is removed.
  @Override
  public void runBy(Jobs jobs) {
    jobs.register(
        TIDY,
        run -> {
          tidy();
          return Map.of();
        });
    jobs.recurring(TIDY, Schedule.every(Duration.ofHours(1)));
  }

  @Override
  public void addTo(Routes all) {
    routes.addTo(all);
    new Audience(ground).addTo(all);
  }

  /// Keeps everybody from giving away more than he has, whichever way people are written.
  @Override
  public void watch(Writes writes) {
    guards.addTo(writes);
  }

  public Authentication authentication() {
    return authentication;
  }

  /// What a user, or a user behind a key, may do now; null when he may no longer sign in.
  public @Nullable Policy policyOf(Transaction tx, UUID principal) throws SQLException {
    return authentication.policyOf(tx, principal);
  }

  /// Writes down that records left the house as a file.
  public void exported(Policy policy, Type type, Format format, Query query, long rows) {
    database.transaction(tx -> {
      audit.write(
          tx,
          policy.principal().id(),
          "export",
          type.plural(),
          null,
          Map.of("format", format.name(), "rows", rows));
      return true;
    });
  }

  /// Gives people a password whom nobody invites, such as those of a made-up company.
  public void givePassword(Transaction tx, Collection<UUID> users, String password)
      throws SQLException {
    var hash = Argon.hash(password);
    for (var user : users) {
      PeopleSql.setPassword(tx, user, hash, clock.instant());
    }
  }

  /// Removes what is over: sessions, tries, invitations.
  private void tidy() {
    var now = clock.instant();
    database.transaction(tx -> {
      DoorSql.endIdleSessions(
          tx, now.minus(Authentication.IDLE), now.minus(Authentication.LONGEST));
      DoorSql.forgetTriesBefore(tx, now.minus(Attempts.WINDOW));
      return PeopleSql.forgetInvitations(tx, now);
    });
  }

  @Override
  public void close() {
    authentication.close();
  }
}

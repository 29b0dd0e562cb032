package org.shuke.access;

import java.security.MessageDigest;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;
import org.shuke.platform.Refusal.Fault;
import org.shuke.platform.Settings;
import org.shuke.platform.Token;
import org.shuke.platform.db.Database;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Catalog;
import org.shuke.records.Grant;
import org.shuke.records.Principal;
import org.shuke.records.search.SearchCatchUp;

/// The first administrator: by the page, with a code that only the console shows, or by settings.
///
/// ```
///   nobody has a password ──settings──▶ administrator
///            │
///            └──code on the console──▶ POST /setup ──▶ administrator; the code is dead
/// ```
final class FirstStart {
  private static final UUID SYSTEM = Principal.SYSTEM.id();
  private static final String OPERATOR_KEY = "SHUKE_API_KEY";
  private static final String OPERATOR = "api-key@shuke.invalid";
  private static final int LONGEST_NAME = 200;

  private final Database database;
  private final Clock clock;
  private final Supplier<Catalog> catalog;
  private final Passwords passwords;
  private final Attempts attempts;
  private final SignIn signIn;
  private final Audit audit;
  private final Naming named;

  /// Names what is ready-made in a language.
  interface Naming {
    void in(Transaction tx, Locale language) throws SQLException;
  }

  FirstStart(
      Database database,
      Clock clock,
      Supplier<Catalog> catalog,
      Passwords passwords,
      Attempts attempts,
      SignIn signIn,
      Audit audit,
      Naming named) {
    this.database = database;
    this.clock = clock;
    this.catalog = catalog;
    this.passwords = passwords;
    this.attempts = attempts;
    this.signIn = signIn;
    this.audit = audit;
    this.named = named;
  }

  /// Does what the settings say, and answers the code for the console when somebody still has to
  /// set up the first administrator in the page.
  Optional<String> prepare(Settings settings) {
    addRoles(settings.locale());
    addAdministrator(settings);
    addOperatorKey(settings);
    if (!needed()) {
      return Optional.empty();
    }
    var code = Token.code();
    database.transaction(tx -> PeopleSql.setSetupCode(tx, Token.hash(code)));
    return Optional.of(code);
  }

  private void addRoles(Locale language) {
    var ready = ReadyRoles.all(catalog.get());
    database.transaction(tx -> {
      PeopleSql.lockFirstStart(tx);
      if (!PeopleSql.anyRole(tx)) {
        PeopleSql.addRole(tx, SYSTEM, ReadyRole.ADMINISTRATOR.in(language), "[]", true);
        for (Map.Entry<ReadyRole, List<Grant>> role : ready.entrySet()) {
          var grants = Grants.json(role.getValue(), catalog.get());
          PeopleSql.addRole(tx, SYSTEM, role.getKey().in(language), grants, false);
        }
      }
      return null;
    });
  }

  private void addAdministrator(Settings settings) {
    var email = settings.adminEmail();
    var password = settings.adminPassword();
    if (email == null || password == null || !needed()) {
      return;
    }
    var hash = passwords.hash(password);
    database.transaction(tx -> {
      PeopleSql.lockFirstStart(tx);
      if (!PeopleSql.anybodyWithPassword(tx)) {
        add(tx, email, email.split("@", 2)[0], hash, null);
      }
      return null;
    });
  }

  private UUID add(
      Transaction tx, String email, String name, String hash, @Nullable String language)
      throws SQLException {
    var role = PeopleSql.administratorRole(tx);
    var id = PeopleSql.addUser(tx, SYSTEM, email, name, role, language);
    SearchCatchUp.records(tx, catalog.get().type("user"), List.of(id));
    PeopleSql.setPassword(tx, id, hash, clock.instant());
    PeopleSql.endSetup(tx);
    audit.write(tx, id, "first-administrator", id.toString(), null, Map.of());
    return id;
  }

  /// The operator's key acts for an administrator, or, before there is one, for a user that nobody
  /// signs in as.
  private void addOperatorKey(Settings settings) {
    var key = settings.apiKey();
    if (key == null) {
      return;
    }
    database.transaction(tx -> {
      PeopleSql.lockFirstStart(tx);
      var hash = Token.hash(key);
      var owner = PeopleSql.anAdministrator(tx);
      if (owner == null) {
        owner =
            PeopleSql.addUser(
                tx, SYSTEM, OPERATOR, OPERATOR_KEY, PeopleSql.administratorRole(tx), null);
      }
      if (!DoorSql.reviveKey(tx, hash, owner)) {
        DoorSql.addKey(
            tx, SYSTEM, owner, OPERATOR_KEY, OPERATOR_KEY, hash, null, null, clock.instant());
      }
      return null;
    });
  }

  /// Is there nobody yet who could sign in?
  boolean needed() {
    return !database.read(PeopleSql::anybodyWithPassword);
  }

  /// Makes the first administrator, for whoever has the console's code.
  SignIn.Opened setUp(
      String code, String name, String email, String password, SignIn.Visitor visitor) {
    if (!needed()) {
      throw over();
    }
    attempts.count("setup", Attempts.PER_ACCOUNT);
    if (!rightCode(code)) {
      throw Refusal.forbidden("setup-code", Map.of());
    }
    check(name, email, password);
    var hash = passwords.hash(password);
    return database.transaction(tx -> {
      PeopleSql.lockFirstStart(tx);
      if (PeopleSql.anybodyWithPassword(tx)) {
        throw over();
      }
      var id = add(tx, email.strip(), name.strip(), hash, visitor.language());
      named.in(tx, Locale.of(visitor.language()));
      var person = PeopleSql.byId(tx, id);
      if (person == null) {
        throw new IllegalStateException("the new administrator is not there");
      }
      return signIn.opened(tx, person, visitor);
    });
  }

  private static Refusal over() {
    return new Refusal(404, "setup-over", Map.of());
  }

  private boolean rightCode(String code) {
    var expected = database.read(PeopleSql::setupCode);
    var given = Token.hash(Token.codeOf(code));
    return expected != null && MessageDigest.isEqual(expected, given);
  }

  private static void check(String name, String email, String password) {
    var faults = new ArrayList<Fault>();
    if (name.isBlank() || name.length() > LONGEST_NAME) {
      faults.add(new Fault("name", "person-name", Map.of("most", LONGEST_NAME)));
    }
    if (!email.strip().matches("[^@\\s]{1,64}@[^@\\s]{1,189}")) {
      faults.add(Fault.of("email", "person-email"));
    }
    var weak = Passwords.fault("password", password, email);
    if (weak != null) {
      faults.add(weak);
    }
    if (!faults.isEmpty()) {
      throw Refusal.invalid(faults);
    }
  }
}

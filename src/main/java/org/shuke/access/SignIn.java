package org.shuke.access;

import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.access.PeopleSql.Person;
import org.shuke.http.Caller;
import org.shuke.platform.Refusal;
import org.shuke.platform.Refusal.Fault;
import org.shuke.platform.Token;
import org.shuke.platform.db.Database;
import org.shuke.platform.db.Transaction;

/// Passwords in, sessions out.
final class SignIn {
  private static final int LONGEST_EMAIL = 254;
  private static final int LONGEST_AGENT = 200;

  /// From where somebody knocks.
  ///
  /// @param device what the browser holds from an earlier sign-in
  /// @param language the language his browser asks for
  record Visitor(String address, String agent, @Nullable String device, String language) {}

  /// A session that was opened.
  ///
  /// @param token what the browser holds from now on
  /// @param newDevice what it is known by from now on, if it was not known before
  record Opened(UUID user, String token, @Nullable String newDevice) {}

  private final Database database;
  private final Clock clock;
  private final Passwords passwords;
  private final Attempts attempts;
  private final Audit audit;

  SignIn(Database database, Clock clock, Passwords passwords, Attempts attempts, Audit audit) {
    this.database = database;
    this.clock = clock;
    this.passwords = passwords;
    this.attempts = attempts;
    this.audit = audit;
  }

  /// Unknown, shut out and wrong are refused alike, after the same work.
  Opened open(String email, String password, Visitor visitor) {
    if (email.length() > LONGEST_EMAIL || password.length() > Passwords.LONGEST * 2) {
      throw wrong();
    }
    attempts.count("address " + visitor.address(), Attempts.PER_ADDRESS);
    var counted = countedAs(email, visitor);
    attempts.count(counted, Attempts.PER_ACCOUNT);
    var person = database.read(tx -> PeopleSql.byEmail(tx, email.strip()));
    var hash = person == null || !person.active() ? null : person.hash();
    if (!passwords.matches(password, hash) || person == null) {
      database.transaction(tx -> {
        audit.write(tx, null, "sign-in-failed", who(person), visitor.address(), Map.of());
        return null;
      });
      throw wrong();
    }
    return database.transaction(tx -> {
      DoorSql.forgetTries(tx, Token.hash(counted));
      return opened(tx, person, visitor);
    });
  }

  private static String who(@Nullable Person person) {
    return person == null ? "unknown" : person.id().toString();
  }

  private static Refusal wrong() {
    return new Refusal(401, "wrong-credentials", Map.of());
  }

  private String countedAs(String email, Visitor visitor) {
    var device = visitor.device();
    if (device == null) {
      return Attempts.account(email);
    }
    var hash = Token.hash(device);
    boolean known = database.read(tx -> DoorSql.knownDevice(tx, hash, email.strip()));
    return known ? Attempts.device(email, device) : Attempts.account(email);
  }

  /// Opens a session for somebody who has proved who he is.
  Opened opened(Transaction tx, Person person, Visitor visitor) throws SQLException {
    var token = Token.next();
    var now = clock.instant();
    var agent = visitor.agent();
    DoorSql.addSession(
        tx,
        person.id(),
        Token.hash(token),
        Token.next(),
        now,
        visitor.address(),
        agent.substring(0, Math.min(LONGEST_AGENT, agent.length())));
    var device = visitor.device();
    String newDevice = null;
    if (device == null || !DoorSql.knownDevice(tx, Token.hash(device), person.email())) {
      newDevice = Token.next();
      DoorSql.rememberDevice(tx, person.id(), Token.hash(newDevice), now);
    }
    if (person.locale() == null) {
      PeopleSql.speak(tx, person.id(), visitor.language());
    }
    audit.write(tx, person.id(), "sign-in", person.id().toString(), visitor.address(), Map.of());
    return new Opened(person.id(), token, newDevice);
  }

  /// Ends the caller's session, or all that he has anywhere.
  void end(Caller caller, boolean everywhere) {
    var session = caller.session();
    var user = caller.policy().principal().user();
    if (session == null || user == null) {
      throw Refusal.unauthenticated();
    }
    database.transaction(tx -> {
      if (everywhere) {
        DoorSql.endSessions(tx, user, null);
      } else {
        DoorSql.endSession(tx, session.id());
      }
      audit.write(tx, user, "sign-out", user.toString(), null, Map.of("everywhere", everywhere));
      return null;
    });
  }

  /// Changes the caller's password; his other sessions end.
  void changePassword(Caller caller, String old, String next) {
    var session = caller.session();
    var user = caller.policy().principal().user();
    if (session == null || user == null) {
      throw Refusal.unauthenticated();
    }
    attempts.count("password " + user, Attempts.PER_ACCOUNT);
    var person = database.read(tx -> PeopleSql.byId(tx, user));
    if (person == null) {
      throw Refusal.unauthenticated();
    }
    var faults = new ArrayList<Fault>();
    if (!passwords.matches(old, person.hash())) {
      faults.add(Fault.of("old", "password.wrong"));
    }
    var weak = Passwords.fault("new", next, person.email());
    if (weak != null) {
      faults.add(weak);
    }
    if (!faults.isEmpty()) {
      throw Refusal.invalid(faults);
    }
    var hash = passwords.hash(next);
    database.transaction(tx -> {
      PeopleSql.setPassword(tx, user, hash, clock.instant());
      DoorSql.endSessions(tx, user, session.id());
      audit.write(tx, user, "password-changed", user.toString(), null, Map.of());
      return null;
    });
  }
}

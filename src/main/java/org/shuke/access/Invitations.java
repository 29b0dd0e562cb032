package org.shuke.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.shuke.platform.Refusal;
import org.shuke.platform.Token;
import org.shuke.platform.db.Database;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Catalog;
import org.shuke.records.Policy;
import org.shuke.records.Verb;

/// Links by which a person chooses a password: the first one, or a new one. Whoever makes the link
/// hands it over himself. A new link takes the place of the old one, and each works once.
final class Invitations {
  private static final Duration VALID = Duration.ofDays(7);

  /// A link's secret and its end.
  record Invitation(String token, Instant expires) {}

  private final Database database;
  private final Clock clock;
  private final Supplier<Catalog> catalog;
  private final Passwords passwords;
  private final SignIn signIn;
  private final Audit audit;

  Invitations(
      Database database,
      Clock clock,
      Supplier<Catalog> catalog,
      Passwords passwords,
      SignIn signIn,
      Audit audit) {
    this.database = database;
    this.clock = clock;
    this.catalog = catalog;
    this.passwords = passwords;
    this.signIn = signIn;
    this.audit = audit;
  }

  /// Makes a link for a user. Its holder becomes that user, so it takes an administrator, or
  /// somebody who may change users, has this one in his teams and can do all that he can.
  Invitation invite(Policy caller, UUID user) {
    var token = Token.next();
    var expires = clock.instant().plus(VALID);
    database.transaction(tx -> {
      check(tx, caller, user);
      PeopleSql.invite(tx, user, Token.hash(token), expires);
      audit.write(tx, caller.principal().id(), "invited", user.toString(), null, Map.of());
      return null;
    });
    return new Invitation(token, expires);
  }

  private void check(Transaction tx, Policy caller, UUID user) throws java.sql.SQLException {
    if (!caller.may(Verb.READ, catalog.get().type("user"))) {
      throw Refusal.notFound();
    }
    var person = RightsSql.of(tx, user);
    if (person == null) {
      throw Refusal.notFound();
    }
    if (caller.administers()) {
      return;
    }
    boolean inReach = Arrays.asList(caller.members().inTree()).contains(user);
    var roles = HeldRole.list(person.roles(), catalog.get());
    if (HeldRole.administers(roles)
        || !inReach
        || !caller.may(Verb.UPDATE, catalog.get().type("user"))) {
      throw Refusal.forbidden("forbidden", Map.of());
    }
    for (var role : roles) {
      var beyond = Rights.beyond(caller, role.grants());
      if (beyond.isPresent()) {
        throw Refusal.forbidden("rights-beyond-own", Map.of("right", beyond.get()));
      }
    }
  }

  /// Sets the password that the link's holder chose, ends what was open under the old one, and
  /// signs him in.
  SignIn.Opened accept(String token, String password, SignIn.Visitor visitor) {
    var now = clock.instant();
    var invited = database.read(tx -> PeopleSql.byInvitation(tx, Token.hash(token), now));
    if (invited == null || !invited.active()) {
      throw new Refusal(404, "invitation-over", Map.of());
    }
    Passwords.checkStrength("password", password, invited.email());
    var hash = passwords.hash(password);
    return database.transaction(tx -> {
      var person = PeopleSql.takeInvitation(tx, Token.hash(token), now);
      if (person == null || !person.active()) {
        throw new Refusal(404, "invitation-over", Map.of());
      }
      PeopleSql.setPassword(tx, person.id(), hash, now);
      DoorSql.endSessions(tx, person.id(), null);
      audit.write(
          tx, person.id(), "invitation-used", person.id().toString(), visitor.address(), Map.of());
      return signIn.opened(tx, person, visitor);
    });
  }
}

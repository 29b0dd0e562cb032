package org.shuke.access;

import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import org.shuke.platform.Refusal;
import org.shuke.platform.Token;
import org.shuke.platform.db.Database;

/// Counts tries before anything secret is compared, so that no number of them at once gets more
/// than its share through.
final class Attempts {
  static final int PER_ACCOUNT = 10;
  static final int PER_ADDRESS = 300;
  static final Duration WINDOW = Duration.ofMinutes(15);

  private final Database database;
  private final Clock clock;

  Attempts(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /// Tries for an address of a person, whether or not there is such a person.
  static String account(String email) {
    return "account " + email.strip().toLowerCase(Locale.ROOT);
  }

  /// Tries for a person from a browser that this person has used before.
  static String device(String email, String token) {
    return account(email) + " " + token;
  }

  /// Lets a try pass, or refuses it until the window is over.
  void count(String what, int most) {
    var now = clock.instant();
    var tries =
        database.transaction(tx -> DoorSql.count(tx, Token.hash(what), now, now.minus(WINDOW)));
    if (tries.count() > most) {
      throw Refusal.tooMany(Duration.between(now, tries.since().plus(WINDOW)));
    }
  }
}

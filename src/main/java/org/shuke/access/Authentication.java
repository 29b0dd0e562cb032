package org.shuke.access;

import java.sql.SQLException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuke.access.RightsSql.RightsRow;
import org.shuke.http.Authenticator;
import org.shuke.http.Call;
import org.shuke.http.Caller;
import org.shuke.platform.Refusal;
import org.shuke.platform.Settings;
import org.shuke.platform.Token;
import org.shuke.platform.db.Database;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Catalog;
import org.shuke.records.Policy;
import org.shuke.records.Principal;

/// From what a request carries to who calls and what he may do.
///
/// What is found is remembered only as long as the [Watch] vouches for it, the catalog is the same
/// and the door itself stays open.
public final class Authentication implements Authenticator, AutoCloseable {
  /// A session ends half an hour after its last request, and twelve hours after signing in (W-19).
  static final Duration IDLE = Duration.ofMinutes(30);

  static final Duration LONGEST = Duration.ofHours(12);
  private static final Duration NOTED_EVERY = Duration.ofMinutes(1);
  private static final int REMEMBERED = 20_000;
  private static final Set<String> CHANGING =
      Set.of("users", "teams", "roles", "api-keys", "units", "imports", "session", "setup");

  private static final class Known {
    private final Caller caller;
    private final long generation;
    private final long catalog;
    private final Instant until;
    private volatile Instant noted;

    Known(Caller caller, long generation, long catalog, Instant until, Instant noted) {
      this.caller = caller;
      this.generation = generation;
      this.catalog = catalog;
      this.until = until;
      this.noted = noted;
    }
  }

  private final Database database;
  private final Settings settings;
  private final Clock clock;
  private final Supplier<Catalog> catalog;
  private final Audit audit;
  private final Watch watch;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  /// @param catalog the types as they are now
  public Authentication(
      Database database, Settings settings, Clock clock, Supplier<Catalog> catalog, Audit audit) {
    this.database = database;
    this.settings = settings;
    this.clock = clock;
    this.catalog = catalog;
    this.audit = audit;
    this.watch = new Watch(database.login()).start();
  }

  @Override
  public @Nullable Caller session(String token) {
    var hash = Token.hash(token);
    var door = "session " + HexFormat.of().formatHex(hash);
    var found = remembered(door);
    if (found == null || idle(found)) {
      found = learn(door, () -> readSession(hash));
    }
    if (found == null || idle(found)) {
      return null;
    }
    var session = found.caller.session();
    if (session != null) {
      note(found, tx -> DoorSql.sessionSeen(tx, session.id(), clock.instant()));
    }
    return found.caller;
  }

  private boolean idle(Known found) {
    return found.noted.plus(IDLE).isBefore(clock.instant());
  }

  @Override
  public @Nullable Caller key(String key) {
    var hash = Token.hash(key);
    var door = "key " + HexFormat.of().formatHex(hash);
    var found = remembered(door);
    if (found == null) {
      found = learn(door, () -> readKey(hash));
    }
    if (found == null) {
      return null;
    }
    var id = found.caller.policy().principal().id();
    note(found, tx -> DoorSql.keyUsed(tx, id, clock.instant()));
    return found.caller;
  }

  private @Nullable Known remembered(String door) {
    var found = known.get(door);
    boolean good =
        found != null
            && watch.trusted()
            && found.generation == watch.generation()
            && found.catalog == catalog.get().version()
            && clock.instant().isBefore(found.until);
    return good ? found : null;
  }

  private @Nullable Known learn(String door, Supplier<@Nullable Known> reading) {
    var found = reading.get();
    if (found == null) {
      known.remove(door);
    } else {
      if (known.size() >= REMEMBERED) {
        known.clear();
      }
      known.put(door, found);
    }
    return found;
  }

  /// Notes once a minute that a door is used, so that most requests write nothing.
  private void note(Known found, org.shuke.platform.db.Work<Integer> writing) {
    var now = clock.instant();
    if (found.noted.plus(NOTED_EVERY).isBefore(now)) {
      found.noted = now;
      database.transaction(writing);
    }
  }

  private @Nullable Known readSession(byte[] hash) {
    long generation = watch.generation();
    var now = catalog.get();
    return database.read(tx -> {
      var session = DoorSql.session(tx, hash);
      var row = session == null ? null : RightsSql.of(tx, session.user());
      if (session == null
          || row == null
          || !clock.instant().isBefore(session.created().plus(LONGEST))) {
        return null;
      }
      var policy = policy(row, user(row), now);
      return new Known(
          new Caller(policy, new Caller.Session(session.id(), session.csrf())),
          generation,
          now.version(),
          session.created().plus(LONGEST),
          session.seen());
    });
  }

  /// What the user of a session may do now, for a stream that outlives its request; null when the
  /// session is over. Not a use of the session: it ends when nothing else is asked.
  public @Nullable Policy still(UUID session) {
    var door = "still " + session;
    var found = remembered(door);
    if (found == null) {
      found = learn(door, () -> readStill(session));
    }
    return found == null ? null : found.caller.policy();
  }

  private @Nullable Known readStill(UUID id) {
    long generation = watch.generation();
    var now = catalog.get();
    return database.read(tx -> {
      var session = DoorSql.session(tx, id);
      var policy = session == null ? null : policyOf(tx, session.user());
      if (session == null || policy == null) {
        return null;
      }
      var idle = session.seen().plus(IDLE);
      var end = session.created().plus(LONGEST);
      var until = idle.isBefore(end) ? idle : end;
      return clock.instant().isBefore(until)
          ? new Known(new Caller(policy, null), generation, now.version(), until, Instant.MAX)
          : null;
    });
  }

  private @Nullable Known readKey(byte[] hash) {
    long generation = watch.generation();
    var now = catalog.get();
    return database.read(tx -> {
      var key = DoorSql.key(tx, hash);
      var policy = key == null ? null : policy(tx, key, now);
      if (key == null || policy == null) {
        return null;
      }
      return new Known(
          new Caller(policy, null),
          generation,
          now.version(),
          key.expires() == null ? Instant.MAX : key.expires(),
          key.used() == null ? Instant.EPOCH : key.used());
    });
  }

  private @Nullable Policy policy(Transaction tx, DoorSql.KeyRow key, Catalog now)
      throws SQLException {
    var row = RightsSql.of(tx, key.owner());
    if (row == null || key.expires() != null && !clock.instant().isBefore(key.expires())) {
      return null;
    }
    var user = user(row);
    var principal =
        new Principal(
            key.id(), Principal.Kind.KEY, row.id(), key.name(), user.locale(), user.zone());
    var policy = policy(row, principal, now);
    var scopes = key.scopes();
    return scopes == null
        ? policy
        : Policy.of(
            principal, policy.members(), Rights.within(policy, Grants.stored(scopes, now)), now);
  }

  /// What a user, or a user behind a key, may do now, for work that is done on his behalf outside a
  /// request; null when he may no longer sign in.
  public @Nullable Policy policyOf(Transaction tx, UUID principal) throws SQLException {
    var row = RightsSql.of(tx, principal);
    if (row != null) {
      return policy(row, user(row), catalog.get());
    }
    var key = DoorSql.keyById(tx, principal);
    return key == null ? null : policy(tx, key, catalog.get());
  }

  private Principal user(RightsRow row) {
    return new Principal(
        row.id(), Principal.Kind.USER, row.id(), row.name(), locale(row), zone(row));
  }

  private Locale locale(RightsRow row) {
    return row.locale() == null ? settings.locale() : Locale.forLanguageTag(row.locale());
  }

  private ZoneId zone(RightsRow row) {
    try {
      return row.timezone() == null ? settings.timezone() : ZoneId.of(row.timezone());
    } catch (DateTimeException e) {
      return settings.timezone();
    }
  }

  private static Policy policy(RightsRow row, Principal principal, Catalog catalog) {
    return HeldRole.policy(HeldRole.list(row.roles(), catalog), principal, row.members(), catalog);
  }

  @Override
  public void refused(Call call, Refusal refusal) {
    var caller = call.callerIfAny();
    if (refusal.status() != 403 || caller == null) {
      return;
    }
    database.transaction(tx -> {
      audit.write(
          tx,
          caller.policy().principal().id(),
          "refused",
          call.route().toString(),
          call.remote(),
          Map.of("code", refusal.code(), "path", call.address()));
      return null;
    });
  }

  /// What this node wrote counts in its next answer; other writes are for the [Watch] to notice.
  @Override
  public void written(List<String> address) {
    if (address.size() > 2 && CHANGING.contains(address.get(2))) {
      watch.forget();
    }
  }

  /// Makes everything remembered on this node out of date; other nodes notice by themselves.
  public void forget() {
    watch.forget();
  }

  @Override
  public void close() {
    watch.close();
  }
}

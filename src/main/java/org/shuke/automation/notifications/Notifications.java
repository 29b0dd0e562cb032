package org.shuke.automation.notifications;

import java.sql.SQLException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;
import org.shuke.platform.db.Database;
import org.shuke.records.Policy;
import org.shuke.records.Scope;
import org.shuke.records.Type;
import org.shuke.records.Unit;
import org.shuke.records.Verb;
import org.shuke.records.reads.Reads;
import org.shuke.records.writes.Version;
import org.shuke.records.writes.Writes;
import tools.jackson.databind.json.JsonMapper;

/// The desk of notifications: tells people what concerns them.
public final class Notifications {
  private final Supplier<Reads> reads;
  private final Supplier<Writes> writes;
  private final Readers readers;
  private final Database database;
  private final ZoneId zone;
  private final Clock clock;

  /// @param readers what those who are told may read
  /// @param zone of those who have none of their own
  public Notifications(
      Supplier<Reads> reads,
      Supplier<Writes> writes,
      Readers readers,
      Database database,
      ZoneId zone,
      Clock clock) {
    this.reads = reads;
    this.writes = writes;
    this.readers = readers;
    this.database = database;
    this.zone = zone;
    this.clock = clock;
  }

  public List<Type> types() {
    return List.of(Notification.type());
  }

  /// Notifications are made by this desk only.
  public void guard(Writes guarded) {
    guarded.guard(
        "notification",
        (caller, tx, verb, draft) -> {
          if (verb == Verb.CREATE && !draft.given("textKey")) {
            throw Refusal.forbidden("notification-by-hand", Map.of());
          }
        });
  }

  /// Tells a user something; nothing when he muted it.
  ///
  /// @param key the text `notice.<key>`, in every language; the part before its first dot is the
  ///   kind that a person can mute
  /// @param args the text's holes
  /// @param link where in the page it leads, such as `/quotes/<id>`
  public void tell(Unit unit, UUID user, String key, Map<String, ?> args, @Nullable String link)
      throws SQLException {
    var wanted = NotificationSql.wanted(unit.tx(), user);
    var kind = key.contains(".") ? key.substring(0, key.indexOf('.')) : key;
    if (wanted.preferences().muted().contains(kind)) {
      return;
    }
    var json = JsonMapper.shared().createObjectNode();
    json.put("owner", user.toString());
    json.put("kind", kind);
    json.put("textKey", key);
    json.set("args", JsonMapper.shared().valueToTree(args));
    json.put("link", link);
    json.put(
        "showAt",
        wanted.preferences().showAt(unit.at().toInstant(), zone(wanted.timezone())).toString());
    var desk = unit.asDesk();
    writes.get().create(desk, type(desk.policy()), json);
  }

  /// As [#tell], at most once for each user and `once`, whichever node comes first.
  ///
  /// @param once what it is about and of when, such as `remind <id> <time>`
  public void tellOnce(
      Unit unit, UUID user, String key, Map<String, ?> args, @Nullable String link, String once)
      throws SQLException {
    if (NoticeSql.once(unit.tx(), user, once)) {
      tell(unit, user, key, args, link);
    }
  }

  /// Tells a user about a record, if he may read it now: the text gets its title as `title`.
  ///
  /// @param once as in [#tellOnce]; null for always
  /// @return whether he may read it
  public boolean tellReader(
      Unit unit, UUID user, String key, Map<String, ?> args, About about, @Nullable String once)
      throws SQLException {
    var title = title(unit, user, about);
    if (title == null) {
      return false;
    }
    var all = new LinkedHashMap<String, Object>(args);
    all.put("title", title);
    if (once == null) {
      tell(unit, user, key, all, about.link());
    } else {
      tellOnce(unit, user, key, all, about.link(), once);
    }
    return true;
  }

  /// May a user read records of a type at all?
  public boolean reads(Unit unit, UUID user, String type) throws SQLException {
    var policy = readers.policyOf(unit.tx(), user);
    return policy != null && policy.may(Verb.READ, policy.catalog().type(type));
  }

  /// May a user read other people's records of a type?
  public boolean readsOthers(Unit unit, UUID user, String type) throws SQLException {
    var policy = readers.policyOf(unit.tx(), user);
    var scope = policy == null ? null : policy.scope(Verb.READ, policy.catalog().type(type));
    return scope != null && scope != Scope.OWN;
  }

  /// The title of a record as a user reads it; null when he may not.
  private @Nullable String title(Unit unit, UUID user, About about) throws SQLException {
    var policy = readers.policyOf(unit.tx(), user);
    if (policy == null || !policy.may(Verb.READ, about.type())) {
      return null;
    }
    var title = about.type().title().name();
    var names = policy.member(about.type(), title) == null ? List.of("id") : List.of("id", title);
    var found = reads.get().find(unit.connection(), policy, about.type(), about.id(), names);
    if (found == null) {
      return null;
    }
    var value = JsonMapper.shared().readTree(found).path(title);
    return value.isMissingNode() || value.isNull() ? "–" : value.asString();
  }

  private ZoneId zone(@Nullable String own) {
    try {
      return own == null ? zone : ZoneId.of(own);
    } catch (DateTimeException e) {
      return zone;
    }
  }

  /// The caller's inbox: entries of the same text about the same thing are one.
  List<NotificationSql.Entry> inbox(UUID user, boolean unread, int limit) {
    return database.read(tx -> NotificationSql.entries(tx, user, clock.instant(), unread, limit));
  }

  long unread(UUID user) {
    return database.read(tx -> NotificationSql.unread(tx, user, clock.instant()));
  }

  /// Marks the caller's own notifications as read.
  ///
  /// @param ids which; null for all
  /// @return how many were unread
  int read(Unit unit, UUID user, @Nullable List<UUID> ids) throws SQLException {
    var unread = NotificationSql.unreadOf(unit.tx(), user, ids, clock.instant());
    var desk = unit.asDesk();
    var json = JsonMapper.shared().createObjectNode();
    json.put("readAt", unit.at().toInstant().toString());
    for (var id : unread) {
      writes.get().patch(desk, type(desk.policy()), id, new Version.Any(), json);
    }
    return unread.size();
  }

  Preferences preferences(UUID user) {
    return database.read(tx -> NotificationSql.wanted(tx, user).preferences());
  }

  void prefer(Unit unit, UUID user, Preferences preferences) throws SQLException {
    NotificationSql.want(unit.tx(), user, preferences);
  }

  private static Type type(Policy policy) {
    return policy.catalog().type("notification");
  }
}

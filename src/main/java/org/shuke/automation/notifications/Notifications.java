package org.shuke.automation.notifications;

import java.sql.SQLException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;
import org.shuke.platform.db.Database;
import org.shuke.records.Policy;
import org.shuke.records.Type;
import org.shuke.records.Unit;
import org.shuke.records.Verb;
import org.shuke.records.writes.Version;
import org.shuke.records.writes.Writes;
import tools.jackson.databind.json.JsonMapper;

/// The desk of notifications: tells people what concerns them.
public final class Notifications {
  private final Supplier<Writes> writes;
  private final Database database;
  private final ZoneId zone;
  private final Clock clock;

  /// @param zone of those who have none of their own
  public Notifications(Supplier<Writes> writes, Database database, ZoneId zone, Clock clock) {
    this.writes = writes;
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

package org.shuke.automation.notifications;

import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.http.Answer;
import org.shuke.http.Call;
import org.shuke.http.Door;
import org.shuke.http.Json;
import org.shuke.http.Method;
import org.shuke.http.Route;
import org.shuke.http.Routes;
import org.shuke.platform.Refusal;
import org.shuke.platform.Texts;
import org.shuke.records.writes.Writes;
import tools.jackson.core.type.TypeReference;

/// Everybody's own inbox over HTTP.
public final class InboxRoutes {
  private static final int USUAL = 50;
  private static final int MOST = 200;

  private final Notifications notifications;
  private final Writes writes;
  private final Texts texts;

  public InboxRoutes(Notifications notifications, Writes writes, Texts texts) {
    this.notifications = notifications;
    this.writes = writes;
    this.texts = texts;
  }

  public void addTo(Routes routes) {
    routes
        .get("/api/v1/inbox", Door.SIGNED_IN, this::inbox)
        .add(
            new Route(Method.POST, "/api/v1/inbox/read", Door.SIGNED_IN, this::read)
                .kept(Route.Kept.NOT))
        .get("/api/v1/inbox/preferences", Door.SIGNED_IN, this::preferences)
        .put("/api/v1/inbox/preferences", Door.SIGNED_IN, this::prefer);
  }

  private static UUID user(Call call) {
    var user = call.policy().principal().user();
    if (user == null) {
      throw Refusal.notFound();
    }
    return user;
  }

  private Answer inbox(Call call) {
    call.allow("unread", "limit");
    var user = user(call);
    var entries =
        notifications.inbox(user, call.flag("unread"), call.query("limit", USUAL, 1, MOST));
    var items = entries.stream().map(entry -> shown(entry, call.locale())).toList();
    return Answer.ok(Map.of("items", items, "unread", notifications.unread(user)));
  }

  private Map<String, @Nullable Object> shown(NotificationSql.Entry entry, Locale locale) {
    var args = Json.mapper().readValue(entry.args(), new TypeReference<Map<String, Object>>() {});
    var shown = new LinkedHashMap<String, @Nullable Object>();
    shown.put("text", texts.text(locale, "notice." + entry.textKey(), args));
    shown.put("kind", entry.textKey().split("\\.", 2)[0]);
    shown.put("link", entry.link());
    shown.put("count", entry.count());
    shown.put("unread", entry.unread() > 0);
    shown.put("at", entry.at().toString());
    shown.put("ids", entry.ids());
    return shown;
  }

  /// @param ids which; all that are unread when absent
  record Read(@Nullable List<UUID> ids) {}

  private Answer read(Call call) {
    var asked = call.body(Read.class);
    var user = user(call);
    int read =
        writes.write(
            call.policy(), "page", null, unit -> notifications.read(unit, user, asked.ids()));
    return Answer.ok(Map.of("read", read));
  }

  /// @param quietFrom `22:00`, or null for no quiet hours
  record Wish(
      @Nullable String quietFrom, @Nullable String quietUntil, @Nullable List<String> muted) {}

  private Answer preferences(Call call) {
    call.allow();
    var now = notifications.preferences(user(call));
    return Answer.ok(new Wish(text(now.quietFrom()), text(now.quietUntil()), now.muted()));
  }

  private static @Nullable String text(@Nullable LocalTime time) {
    return time == null ? null : time.toString();
  }

  private Answer prefer(Call call) {
    var wish = call.body(Wish.class);
    var preferences =
        new Preferences(
            time("quietFrom", wish.quietFrom()),
            time("quietUntil", wish.quietUntil()),
            wish.muted() == null ? List.of() : wish.muted());
    var user = user(call);
    writes.write(
        call.policy(),
        "page",
        null,
        unit -> {
          notifications.prefer(unit, user, preferences);
          return true;
        });
    return preferences(call);
  }

  private static @Nullable LocalTime time(String field, @Nullable String text) {
    try {
      return text == null || text.isBlank() ? null : LocalTime.parse(text);
    } catch (DateTimeParseException e) {
      throw Refusal.invalid(field, "value.time", Map.of("value", text));
    }
  }
}

package org.shuke.access;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Declaration;
import org.shuke.records.Draft;
import org.shuke.records.Type;

/// The types of this room, as the engine lists and edits them.
final class People {
  private People() {}

  /// Somebody who works here. Created without a password: an invitation lets him choose one.
  record User(
      String email,
      String name,
      @Nullable UUID team,
      List<UUID> roles,
      @Nullable String locale,
      @Nullable String timezone,
      Boolean active) {}

  /// Part of the tree of teams.
  record Team(String name, @Nullable UUID parent) {}

  /// What its holders may do. An administrator's role may do everything.
  record Role(String name, @Nullable String grants, Boolean administrator) {}

  /// A key of a program; its secret is shown once, when it is issued.
  record ApiKey(
      String name,
      String prefix,
      @Nullable String scopes,
      @Nullable Instant expiresAt,
      @Nullable Instant lastUsedAt) {}

  static List<Type> types() {
    return List.of(user(), team(), role(), key());
  }

  private static Type user() {
    return Declaration.of("user", "users", "access.user", User.class)
        .email("email")
        .required("email", "name")
        .unique("email")
        .reference("team", "team", "members")
        .references("roles", "role")
        .ordered("name")
        .searched("names", "name")
        .searched("mails", "email")
        .derived(draft -> otherwise(draft, "active", true))
        .rule("unknown-locale", "locale", u -> u.locale() == null || known(u.locale()))
        .rule("unknown-timezone", "timezone", u -> u.timezone() == null || zone(u.timezone()))
        .type();
  }

  private static void otherwise(Draft draft, String field, Object value) {
    if (draft.get(field) == null) {
      draft.set(field, value);
    }
  }

  private static boolean known(String locale) {
    return Locale.forLanguageTag(locale).getLanguage().matches("en|zh");
  }

  private static boolean zone(String timezone) {
    return ZoneId.getAvailableZoneIds().contains(timezone);
  }

  private static Type team() {
    return Declaration.of("team", "teams", "access.team", Team.class)
        .required("name")
        .unique("name")
        .reference("parent", "team", "teams")
        .ordered("name")
        .type();
  }

  private static Type role() {
    return Declaration.of("role", "roles", "access.role", Role.class)
        .required("name")
        .unique("name")
        .json("grants")
        .derived(draft -> otherwise(draft, "grants", "[]"))
        .derived(draft -> otherwise(draft, "administrator", false))
        .system("administrator")
        .ordered("name")
        .type();
  }

  private static Type key() {
    return Declaration.of("api-key", "api-keys", "access.api_key", ApiKey.class)
        .required("name")
        .json("scopes")
        .system("prefix", "scopes", "expiresAt", "lastUsedAt")
        .owned()
        .byDesk()
        .type();
  }
}

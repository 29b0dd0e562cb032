package org.shuke.customers.diary;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;
import org.shuke.platform.Token;
import org.shuke.platform.db.Database;
import org.shuke.records.Policy;
import org.shuke.records.reads.Query;
import org.shuke.records.reads.Reads;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Everyone's calendar under an address that only he knows.
final class Feeds {
  private static final Duration USUAL = Duration.ofMinutes(30);
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Database database;
  private final Clock clock;
  private final Supplier<Reads> reads;
  private final Function<UUID, Policy> policies;

  Feeds(Database database, Clock clock, Supplier<Reads> reads, Function<UUID, Policy> policies) {
    this.database = database;
    this.clock = clock;
    this.reads = reads;
    this.policies = policies;
  }

  /// @param madeAt null when the person has none
  record Feed(@Nullable Instant madeAt, @Nullable Instant usedAt) {}

  Feed of(UUID owner) {
    return database.read(tx -> DiarySql.feed(tx, owner));
  }

  /// Has the caller all rights of the person? A key with fewer opens no calendar of more.
  boolean whole(UUID owner, Policy caller) {
    return caller.shape().equals(policies.apply(owner).shape());
  }

  /// Makes a new secret, which ends the old one; it is told this once.
  String renew(UUID owner) {
    var token = Token.next();
    database.transaction(tx -> DiarySql.renew(tx, owner, Token.hash(token), clock.instant()));
    return token;
  }

  void revoke(UUID owner) {
    database.transaction(tx -> DiarySql.revoke(tx, owner));
  }

  /// The calendar behind a secret, as its owner may read it now.
  ///
  /// @throws Refusal 404 when the secret opens nothing (any more)
  String calendar(String token) {
    var owner = database.transaction(tx -> DiarySql.open(tx, Token.hash(token), clock.instant()));
    if (owner == null) {
      throw Refusal.notFound();
    }
    var policy = policies.apply(owner);
    var type = policy.catalog().type("activity");
    var filter = "owner == \"" + owner + "\" && at >= daysAgo(90) && kind != \"note\"";
    var select = "id,kind,subject,body,at,endsAt,dueAt,done,place,remindAt,updatedAt,account.name";
    var events = new ArrayList<ICalendar.Event>();
    String cursor = null;
    do {
      var query = Query.of(select, filter, "at", Query.MOST, cursor, false, null);
      var page = JSON.readTree(reads.get().list(policy, type, query));
      page.path("items").forEach(row -> events.add(event(row)));
      cursor = page.path("next").isNull() ? null : page.path("next").asString();
    } while (cursor != null && events.size() < 5_000);
    return ICalendar.of("Shuke", events, clock.instant());
  }

  private static ICalendar.Event event(JsonNode row) {
    var due = time(row, "dueAt");
    var begin = due == null ? time(row, "at") : due;
    var end = time(row, "endsAt");
    var account = row.at("/account/name").asString("");
    var subject = row.path("subject").asString("");
    if (begin == null) {
      throw new IllegalStateException("an activity without a time");
    }
    return new ICalendar.Event(
        row.path("id").asString() + "@shuke",
        begin,
        end == null || !end.isAfter(begin) ? begin.plus(USUAL) : end,
        account.isEmpty() || subject.contains(account) ? subject : subject + " · " + account,
        row.path("body").asString(""),
        row.path("place").asString(""),
        row.path("done").asBoolean(),
        time(row, "remindAt"),
        time(row, "updatedAt"));
  }

  private static @Nullable Instant time(JsonNode row, String name) {
    var text = row.path(name).asString("");
    return text.isEmpty() ? null : Instant.parse(text);
  }

  /// How the address ends.
  static Map<String, String> address(String token) {
    return Map.of("path", "/calendar/" + token + ".ics");
  }
}

package org.shuke.customers.diary;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.shuke.http.Answer;
import org.shuke.http.Call;
import org.shuke.http.Door;
import org.shuke.http.Method;
import org.shuke.http.Route;
import org.shuke.http.Routes;
import org.shuke.http.Upload;
import org.shuke.platform.Refusal;
import org.shuke.records.Verb;

/// Pictures of visits, and the address of one's calendar, over HTTP.
final class DiaryRoutes {
  private static final String PHOTO = "/api/v1/activities/{id}/photo";
  private static final String FEED = "/api/v1/calendar-feed";
  private static final String ENDING = ".ics";

  private final Diary diary;
  private final Feeds feeds;

  DiaryRoutes(Diary diary, Feeds feeds) {
    this.diary = diary;
    this.feeds = feeds;
  }

  void addTo(Routes routes) {
    routes
        .add(new Route(Method.POST, PHOTO, Door.SIGNED_IN, this::upload).limitedTo(Route.UPLOAD))
        .get(PHOTO, Door.SIGNED_IN, this::photo)
        .get(FEED, Door.SIGNED_IN, call -> Answer.ok(feeds.of(me(call))))
        .post(FEED, Door.SIGNED_IN, this::renew)
        .delete(FEED, Door.SIGNED_IN, this::revoke)
        .get("/calendar/{file}", Door.OPEN, this::calendar);
  }

  private Answer upload(Call call) {
    try {
      return Answer.ok(diary.photo(call.policy(), call.id(), Upload.of(call).content()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Answer photo(Call call) {
    return diary.picture(call.policy(), call.id()).shown();
  }

  private Answer renew(Call call) {
    var me = me(call);
    if (!feeds.whole(me, call.policy())) {
      throw Refusal.forbidden("people-only", java.util.Map.of());
    }
    return Answer.ok(Feeds.address(feeds.renew(me))).asSecret();
  }

  private Answer revoke(Call call) {
    feeds.revoke(me(call));
    return Answer.done();
  }

  /// Whose calendar it is: nobody has one who may not read what would stand in it.
  private static UUID me(Call call) {
    var policy = call.policy();
    if (!policy.may(Verb.READ, policy.catalog().type("activity"))) {
      throw Refusal.forbidden("may-not-read", java.util.Map.of("type", "activity"));
    }
    var user = policy.principal().user();
    if (user == null) {
      throw Refusal.forbidden("people-only", java.util.Map.of());
    }
    return user;
  }

  private Answer calendar(Call call) {
    var file = call.path("file");
    if (!file.endsWith(ENDING)) {
      throw Refusal.notFound();
    }
    var token = file.substring(0, file.length() - ENDING.length());
    return Answer.bytes(
        200,
        "text/calendar; charset=utf-8",
        feeds.calendar(token).getBytes(StandardCharsets.UTF_8));
  }
}

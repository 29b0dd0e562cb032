package org.shuke.access;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.http.Answer;
import org.shuke.http.Call;
import org.shuke.http.Caller;
import org.shuke.http.Door;
import org.shuke.http.Routes;
import org.shuke.http.SessionCookie;
import org.shuke.platform.Refusal;
import org.shuke.platform.Refusal.Fault;
import org.shuke.platform.Settings;
import org.shuke.platform.db.Database;
import org.shuke.records.Policy;
import org.shuke.records.Verb;
import org.shuke.records.search.SearchCatchUp;

/// Signing in and out, the first start, invitations and keys, over HTTP.
final class SessionRoutes {
  private static final int LONGEST_NAME = 200;

  record Setup(String code, String name, String email, String password) {}

  record Credentials(String email, String password) {}

  record NewPassword(String old, @JsonProperty("new") String next) {}

  record Myself(@Nullable String name, @Nullable String locale, @Nullable String timezone) {}

  record Accepted(String token, String password) {}

  private final Database database;
  private final Settings settings;
  private final Authentication authentication;
  private final FirstStart firstStart;
  private final SignIn signIn;
  private final Invitations invitations;
  private final Keys keys;
  private final java.time.Clock clock;
  private final SessionCookie cookie;

  SessionRoutes(
      Database database,
      Settings settings,
      java.time.Clock clock,
      Authentication authentication,
      FirstStart firstStart,
      SignIn signIn,
      Invitations invitations,
      Keys keys) {
    this.database = database;
    this.settings = settings;
    this.clock = clock;
    this.authentication = authentication;
    this.firstStart = firstStart;
    this.signIn = signIn;
    this.invitations = invitations;
    this.keys = keys;
    var base = settings.baseUrl();
    this.cookie = new SessionCookie(base != null && "https".equals(base.getScheme()));
  }

  void addTo(Routes routes) {
    routes
        .get("/api/v1/setup", Door.OPEN, c -> Answer.ok(Map.of("needed", firstStart.needed())))
        .post("/api/v1/setup", Door.OPEN, this::setUp)
        .post("/api/v1/session", Door.OPEN, this::open)
        .get("/api/v1/session", Door.SIGNED_IN, call -> Answer.ok(describe(call.caller())))
        .patch("/api/v1/session", Door.SESSION, this::change)
        .delete("/api/v1/session", Door.SESSION, this::close)
        .post("/api/v1/session/password", Door.SESSION, this::changePassword)
        .post("/api/v1/invitation", Door.OPEN, this::accept)
        .post("/api/v1/users/{id}/invite", Door.SIGNED_IN, this::invite)
        .post("/api/v1/users/{id}/issue-key", Door.SIGNED_IN, this::issueKey);
  }

  private Answer setUp(Call call) {
    var wanted = call.body(Setup.class);
    return opened(
        call,
        firstStart.setUp(
            wanted.code(), wanted.name(), wanted.email(), wanted.password(), visitor(call)));
  }

  private Answer open(Call call) {
    var given = call.body(Credentials.class);
    var opened = signIn.open(given.email(), given.password(), visitor(call));
    var before = call.callerIfAny();
    if (before != null && before.session() != null) {
      signIn.end(before, false);
    }
    return opened(call, opened);
  }

  private Answer accept(Call call) {
    var given = call.body(Accepted.class);
    return opened(call, invitations.accept(given.token(), given.password(), visitor(call)));
  }

  private SignIn.Visitor visitor(Call call) {
    return new SignIn.Visitor(
        call.remote(),
        Objects.requireNonNullElse(call.header("User-Agent"), ""),
        call.cookie(cookie.deviceName()),
        call.locale().getLanguage());
  }

  private Answer opened(Call call, SignIn.Opened opened) {
    authentication.forget();
    var caller = authentication.session(opened.token());
    if (caller == null) {
      throw Refusal.unauthenticated();
    }
    var answer =
        Answer.ok(describe(caller))
            .cookie(cookie.holding(opened.token(), Authentication.LONGEST))
            .asSecret();
    var device = opened.newDevice();
    return device == null ? answer : answer.cookie(cookie.device(device));
  }

  private Map<String, Object> describe(Caller caller) {
    var policy = caller.policy();
    var user = policy.principal().user();
    var row = user == null ? null : database.read(tx -> RightsSql.of(tx, user));
    if (row == null) {
      throw Refusal.unauthenticated();
    }
    var person = new LinkedHashMap<String, Object>();
    person.put("id", row.id());
    person.put("name", row.name());
    person.put("email", row.email());
    person.put("locale", policy.principal().locale().toLanguageTag());
    person.put("timezone", policy.principal().zone().getId());
    var body = new LinkedHashMap<String, Object>();
    body.put("user", person);
    var session = caller.session();
    if (session != null) {
      body.put("csrf", session.token());
    }
    body.put("currency", settings.currency().getCurrencyCode());
    body.put("timezone", settings.timezone().getId());
    body.put("administrator", policy.administers());
    body.put("permissions", permissions(policy));
    return body;
  }

  /// What the page shows its entrances by: may the caller do it to records of any type?
  private static Map<String, Boolean> permissions(Policy policy) {
    var may = new LinkedHashMap<String, Boolean>();
    for (var verb : Arrays.asList(Verb.IMPORT, Verb.EXPORT)) {
      may.put(verb.apiName(), policy.catalog().types().stream().anyMatch(t -> policy.may(verb, t)));
    }
    may.put("administer", policy.administers());
    return may;
  }

  private Answer change(Call call) {
    var wanted = call.body(Myself.class);
    var user = self(call);
    check(wanted);
    database.transaction(tx -> {
      var row = RightsSql.of(tx, user);
      if (row == null) {
        throw Refusal.unauthenticated();
      }
      PeopleSql.describe(
          tx,
          user,
          Objects.requireNonNullElse(wanted.name(), row.name()).strip(),
          wanted.locale() == null ? row.locale() : wanted.locale(),
          wanted.timezone() == null ? row.timezone() : wanted.timezone(),
          clock.instant());
      SearchCatchUp.records(tx, call.policy().catalog().type("user"), List.of(user));
      return null;
    });
    authentication.forget();
    var now = authentication.session(Objects.requireNonNullElse(call.cookie(cookie.name()), ""));
    return Answer.ok(describe(now == null ? call.caller() : now));
  }

  private static UUID self(Call call) {
    var user = call.policy().principal().user();
    if (user == null) {
      throw Refusal.unauthenticated();
    }
    return user;
  }

  private static void check(Myself wanted) {
    var faults = new ArrayList<Fault>();
    var name = wanted.name();
    if (name != null && (name.isBlank() || name.length() > LONGEST_NAME)) {
      faults.add(new Fault("name", "person-name", Map.of("most", LONGEST_NAME)));
    }
    var locale = wanted.locale();
    if (locale != null && !Locale.forLanguageTag(locale).getLanguage().matches("en|zh")) {
      faults.add(Fault.of("locale", "person-locale"));
    }
    try {
      if (wanted.timezone() != null) {
        ZoneId.of(wanted.timezone());
      }
    } catch (DateTimeException e) {
      faults.add(Fault.of("timezone", "person-timezone"));
    }
    if (!faults.isEmpty()) {
      throw Refusal.invalid(faults);
    }
  }

  private Answer close(Call call) {
    call.allow("everywhere");
    signIn.end(call.caller(), call.flag("everywhere"));
    return Answer.done().cookie(cookie.gone());
  }

  private Answer changePassword(Call call) {
    var wanted = call.body(NewPassword.class);
    signIn.changePassword(call.caller(), wanted.old(), wanted.next());
    return Answer.done();
  }

  private Answer invite(Call call) {
    var invitation = invitations.invite(call.policy(), call.id());
    var base = settings.baseUrl();
    var link =
        (base == null ? "" : base.toString().replaceAll("/+$", ""))
            + "/welcome#"
            + invitation.token();
    return Answer.ok(Map.of("link", link, "expiresAt", invitation.expires())).asSecret();
  }

  private Answer issueKey(Call call) {
    var wanted = call.body(Keys.Wanted.class);
    return Answer.ok(keys.issue(call.caller(), call.id(), wanted)).asSecret();
  }
}

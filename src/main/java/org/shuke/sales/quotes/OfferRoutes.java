package org.shuke.sales.quotes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuke.http.Answer;
import org.shuke.http.Call;
import org.shuke.http.Door;
import org.shuke.http.Method;
import org.shuke.http.Route;
import org.shuke.http.Routes;
import org.shuke.platform.Refusal;
import org.shuke.platform.db.Database;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Catalog;
import org.shuke.records.Unit;
import org.shuke.records.writes.Writes;
import org.shuke.sales.links.DeadLink;
import org.shuke.sales.links.Links;
import org.shuke.sales.links.Links.Target;

/// What a customer sees and does behind the link to his quote, without signing in. Reading changes
/// nothing; answers are POSTs of JSON, which no link and no form of another site can send.
public final class OfferRoutes {
  private static final String ONE = "/offer/{token}";
  private static final int LONGEST = 4_000;

  /// @param hash of the content that was read, and of the choice where there is one
  /// @param options the numbers of the optional lines that are taken
  record Yes(String hash, @Nullable List<@Nullable Integer> options, @Nullable String name) {}

  record No(@Nullable String reason, @Nullable String name) {}

  record Question(String question, @Nullable String name) {}

  private final QuoteRoom room;
  private final OfferPage page;
  private final Database database;
  private final Supplier<Writes> writes;
  private final Supplier<Catalog> catalog;
  private final DeadLink dead;

  public OfferRoutes(
      QuoteRoom room,
      OfferPage page,
      Database database,
      Supplier<Writes> writes,
      Supplier<Catalog> catalog,
      DeadLink dead) {
    this.room = room;
    this.page = page;
    this.database = database;
    this.writes = writes;
    this.catalog = catalog;
    this.dead = dead;
  }

  public void addTo(Routes routes) {
    routes
        .get("/offer/paper.css", Door.OPEN, call -> file("paper.css", "text/css; charset=utf-8"))
        .get("/offer/offer.css", Door.OPEN, call -> file("offer.css", "text/css; charset=utf-8"))
        .get(
            "/offer/offer.js",
            Door.OPEN,
            call -> file("offer.js", "text/javascript; charset=utf-8"))
        .get(ONE, Door.OPEN, dead.instead(this::read))
        .get(ONE + "/pdf", Door.OPEN, dead.instead(this::pdf))
        .get(ONE + "/choice", Door.OPEN, this::choice)
        .add(answering("/accept", this::accept))
        .add(answering("/decline", this::decline))
        .add(answering("/ask", this::ask));
  }

  private interface Act {
    Object in(Unit unit, Target target, Call call) throws SQLException;
  }

  private Route answering(String verb, Act act) {
    return new Route(Method.POST, ONE + verb, Door.OPEN, call -> write(call, act))
        .kept(Route.Kept.NOT);
  }

  private Answer write(Call call, Act act) {
    var policy = Links.customer(call.locale(), room.zone(), catalog.get());
    var done =
        writes
            .get()
            .write(policy, "link", null, unit -> act.in(unit, target(unit.tx(), call), call));
    return Answer.ok(done);
  }

  private Target target(Transaction tx, Call call) throws SQLException {
    return room.links().follow(tx, "quote", call.path("token"));
  }

  private Answer read(Call call) {
    call.allow("lang");
    var html =
        database.snapshot(
            tx -> page.of(tx, target(tx, call).record(), call.query("lang"), call.locale()));
    return Answer.bytes(200, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8))
        .with("Referrer-Policy", "no-referrer");
  }

  private Answer pdf(Call call) {
    call.allow("lang");
    var bytes =
        database.snapshot(
            tx -> page.pdf(tx, target(tx, call).record(), call.query("lang"), call.locale()));
    return Answer.bytes(200, "application/pdf", bytes)
        .with("Content-Disposition", "inline; filename=\"quote.pdf\"");
  }

  private Answer choice(Call call) {
    call.allow("options");
    return Answer.ok(
        database.snapshot(tx -> page.choice(tx, target(tx, call).record(), call.query("options"))));
  }

  private Object accept(Unit unit, Target target, Call call) throws SQLException {
    var yes = call.body(Yes.class);
    room.answers()
        .accept(
            unit,
            target.record(),
            new Answers.Accept(yes.hash(), yes.options(), Links.fitting("name", yes.name(), 200)));
    return Map.of("status", "accepted");
  }

  private Object decline(Unit unit, Target target, Call call) throws SQLException {
    var no = call.body(No.class);
    room.answers()
        .decline(
            unit,
            target.record(),
            new Answers.Decline(
                Links.fitting("reason", no.reason(), LONGEST),
                Links.fitting("name", no.name(), 200)));
    return Map.of("status", "declined");
  }

  private Object ask(Unit unit, Target target, Call call) throws SQLException {
    var asked = call.body(Question.class);
    if (asked.question().isBlank()) {
      throw Refusal.invalid("question", "required", Map.of("name", "question"));
    }
    room.answers()
        .ask(
            unit,
            target.record(),
            Objects.requireNonNull(Links.fitting("question", asked.question(), LONGEST)),
            Links.fitting("name", asked.name(), 200));
    return Map.of("status", "asked");
  }

  private static Answer file(String name, String type) {
    try (InputStream in = OfferRoutes.class.getResourceAsStream("/papers/" + name)) {
      return Answer.bytes(200, type, Objects.requireNonNull(in).readAllBytes())
          .with("Cache-Control", "public, max-age=3600");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

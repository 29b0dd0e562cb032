package org.shuke.sales.contracts;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.shuke.ground.Ground;
import org.shuke.http.Answer;
import org.shuke.http.Call;
import org.shuke.http.Door;
import org.shuke.http.Method;
import org.shuke.http.Route;
import org.shuke.http.Routes;
import org.shuke.platform.Sha256;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Unit;
import org.shuke.sales.contracts.Signing.Evidence;
import org.shuke.sales.links.DeadLink;
import org.shuke.sales.links.Links;
import org.shuke.sales.links.Links.Target;

/// A contract's PDF for whoever may read it, and what its customer sees and does behind his link.
/// Reading changes nothing; answers are POSTs of JSON, which no link and no form of another site
/// can send.
final class ContractRoutes {
  private static final String ONE = "/agreement/{token}";
  private static final int LONGEST = 1_000;

  /// @param hash of the content that was read
  record Yes(String hash, @Nullable String name) {}

  record No(@Nullable String reason, @Nullable String name) {}

  private final Ground ground;
  private final Links links;
  private final ContractPage page;
  private final Annexes annexes;
  private final Contracts contracts;
  private final DeadLink dead;

  ContractRoutes(
      Ground ground,
      Links links,
      ContractPage page,
      Annexes annexes,
      Contracts contracts,
      DeadLink dead) {
    this.ground = ground;
    this.links = links;
    this.page = page;
    this.annexes = annexes;
    this.contracts = contracts;
    this.dead = dead;
  }

  void addTo(Routes routes) {
    routes
        .get("/api/v1/contracts/{id}/pdf", Door.SIGNED_IN, this::paper)
        .get(ONE, Door.OPEN, dead.instead(this::read))
        .get(ONE + "/pdf", Door.OPEN, dead.instead(this::pdf))
        .get(ONE + "/files/{id}", Door.OPEN, dead.instead(this::file))
        .add(answering("/accept", this::accept))
        .add(answering("/decline", this::decline));
  }

  private interface Act {
    void in(Unit unit, Target target, Call call) throws SQLException;
  }

  private Route answering(String verb, Act act) {
    return new Route(Method.POST, ONE + verb, Door.OPEN, call -> write(call, act))
        .kept(Route.Kept.NOT);
  }

  private Answer write(Call call, Act act) {
    var policy = Links.customer(call.locale(), ground.zone(), ground.catalog());
    ground
        .writes()
        .write(
            policy,
            "link",
            null,
            unit -> {
              act.in(unit, target(unit.tx(), call), call);
              return true;
            });
    return Answer.ok(Map.of("done", true));
  }

  private Target target(Transaction tx, Call call) throws SQLException {
    return links.follow(tx, Contracts.CONTRACT, call.path("token"));
  }

  private void accept(Unit unit, Target target, Call call) throws SQLException {
    var yes = call.body(Yes.class);
    var address = Sha256.hex(call.path("token") + " " + call.remote());
    var name = Objects.requireNonNullElse(Links.fitting("name", yes.name(), 200), "").strip();
    contracts.signed(unit, target.record(), new Evidence.ByLink(name, yes.hash(), address));
  }

  private void decline(Unit unit, Target target, Call call) throws SQLException {
    var no = call.body(No.class);
    contracts.declined(
        unit,
        target.record(),
        Links.fitting("reason", no.reason(), LONGEST),
        Links.fitting("name", no.name(), 200));
  }

  private Answer read(Call call) {
    call.allow("lang");
    var html =
        ground
            .database()
            .snapshot(tx ->
                page.of(
                    tx,
                    target(tx, call).record(),
                    "/agreement/" + call.path("token") + "/files/",
                    call.query("lang"),
                    call.locale()));
    return Answer.bytes(200, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8))
        .with("Referrer-Policy", "no-referrer");
  }

  private Answer pdf(Call call) {
    call.allow("lang");
    return document(
        ground
            .database()
            .snapshot(
                tx -> page.pdf(tx, target(tx, call).record(), call.query("lang"), call.locale())));
  }

  private Answer file(Call call) {
    call.allow();
    var opened =
        ground.database().snapshot(tx -> annexes.agreed(tx, target(tx, call).record(), call.id()));
    return Answer.saved(opened.name(), () -> annexes.content(opened));
  }

  private Answer paper(Call call) {
    call.allow("lang");
    return document(
        ground
            .database()
            .snapshot(tx -> {
              ContractPaper.mustBeReadable(tx, ground.reads(), call.policy(), call.id());
              return page.pdf(tx, call.id(), call.query("lang"), call.locale());
            }));
  }

  private static Answer document(byte[] bytes) {
    return Answer.bytes(200, "application/pdf", bytes)
        .with("Content-Disposition", "inline; filename=\"contract.pdf\"");
  }
}

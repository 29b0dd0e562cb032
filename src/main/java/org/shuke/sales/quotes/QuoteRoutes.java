package org.shuke.sales.quotes;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.shuke.http.Answer;
import org.shuke.http.Call;
import org.shuke.http.Door;
import org.shuke.http.Routes;
import org.shuke.platform.Refusal;
import org.shuke.platform.db.Database;
import org.shuke.records.Policy;
import org.shuke.records.reads.Reads;
import tools.jackson.databind.json.JsonMapper;

/// A quote's paper for whoever may read the quote, all that stands on it, and for whom it is.
public final class QuoteRoutes {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final OfferPage page;
  private final Database database;
  private final Reads reads;

  public QuoteRoutes(OfferPage page, Database database, Reads reads) {
    this.page = page;
    this.database = database;
    this.reads = reads;
  }

  public void addTo(Routes routes) {
    routes.get("/api/v1/quotes/{id}/pdf", Door.SIGNED_IN, this::pdf);
  }

  private Answer pdf(Call call) {
    call.allow("lang");
    var policy = call.policy();
    mayReadAll(policy, reads.get(policy, policy.catalog().type("quote"), call.id(), List.of()));
    var bytes = database.snapshot(tx -> page.pdf(tx, call.id(), call.query("lang"), call.locale()));
    return Answer.bytes(200, "application/pdf", bytes)
        .with("Content-Disposition", "inline; filename=\"quote.pdf\"");
  }

  private void mayReadAll(Policy policy, byte[] quote) {
    var type = policy.catalog().type("quote");
    boolean fields = QuotePaper.FIELDS.stream().allMatch(f -> policy.member(type, f) != null);
    if (!fields || !names(policy, quote, "account") || !names(policy, quote, "contact")) {
      throw Refusal.forbidden("quote.paper-hidden", Map.of());
    }
  }

  /// May he read the name of the record that the quote refers to?
  private boolean names(Policy policy, byte[] quote, String reference) {
    var id = JSON.readTree(quote).path(reference);
    var type = policy.catalog().type(reference);
    return id.isNull()
        || policy.member(type, "name") != null
            && reads.find(policy, type, UUID.fromString(id.stringValue()), List.of("id")) != null;
  }
}

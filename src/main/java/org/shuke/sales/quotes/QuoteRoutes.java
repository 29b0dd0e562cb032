package org.shuke.sales.quotes;

import java.util.Map;
import org.shuke.http.Answer;
import org.shuke.http.Call;
import org.shuke.http.Door;
import org.shuke.http.Routes;
import org.shuke.platform.Refusal;
import org.shuke.platform.db.Database;
import org.shuke.records.reads.Reads;
import org.shuke.sales.papers.PaperRights;

/// A quote's paper for whoever may read the quote, all that stands on it, and for whom it is.
public final class QuoteRoutes {
  private final OfferPage page;
  private final Database database;
  private final Reads reads;

  public QuoteRoutes(OfferPage page, Database database, Reads reads) {
    this.page = page;
    this.database = database;
    this.reads = reads;
  }

  public void addTo(Routes routes) {
    routes
        .get("/api/v1/quotes/{id}/pdf", Door.SIGNED_IN, this::pdf)
        .get("/api/v1/quotes/{id}/choice", Door.SIGNED_IN, this::choice);
  }

  private void mustReadPaper(Call call) {
    var policy = call.policy();
    var type = policy.catalog().type("quote");
    PaperRights.check(reads, policy, type, call.id(), QuotePaper.FIELDS);
    if (!policy.reads("quote-line", QuotePaper.LINE.toArray(String[]::new))) {
      throw Refusal.forbidden("quote.paper-hidden", Map.of());
    }
  }

  /// What the customer would agree to who takes some of the optional lines.
  private Answer choice(Call call) {
    call.allow("options");
    mustReadPaper(call);
    return Answer.ok(database.snapshot(tx -> page.choice(tx, call.id(), call.query("options"))));
  }

  private Answer pdf(Call call) {
    call.allow("lang");
    mustReadPaper(call);
    var bytes = database.snapshot(tx -> page.pdf(tx, call.id(), call.query("lang"), call.locale()));
    return Answer.bytes(200, "application/pdf", bytes)
        .with("Content-Disposition", "inline; filename=\"quote.pdf\"");
  }
}

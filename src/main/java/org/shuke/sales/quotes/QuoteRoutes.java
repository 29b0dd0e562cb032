package org.shuke.sales.quotes;

import java.util.List;
import org.shuke.http.Answer;
import org.shuke.http.Call;
import org.shuke.http.Door;
import org.shuke.http.Routes;
import org.shuke.platform.db.Database;
import org.shuke.records.reads.Reads;

/// A quote's paper for whoever may read the quote.
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
    routes.get("/api/v1/quotes/{id}/pdf", Door.SIGNED_IN, this::pdf);
  }

  private Answer pdf(Call call) {
    call.allow("lang");
    var policy = call.policy();
    reads.get(policy, policy.catalog().type("quote"), call.id(), List.of("id"));
    var bytes = database.snapshot(tx -> page.pdf(tx, call.id(), call.query("lang"), call.locale()));
    return Answer.bytes(200, "application/pdf", bytes)
        .with("Content-Disposition", "inline; filename=\"quote.pdf\"");
  }
}

package org.shuke.sales.quotes;

import java.sql.SQLException;
import org.shuke.http.Answer;
import org.shuke.http.Call;
import org.shuke.http.Door;
import org.shuke.http.Routes;
import org.shuke.platform.db.Database;
import org.shuke.platform.db.Transaction;
import org.shuke.records.reads.Reads;

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

  private interface Paper<T> {
    T of(Transaction tx) throws SQLException;
  }

  private <T> T readable(Call call, Paper<T> paper) {
    return database.snapshot(tx -> {
      QuotePaper.mustBeReadable(tx, reads, call.policy(), call.id());
      return paper.of(tx);
    });
  }

  /// What the customer would agree to who takes some of the optional lines.
  private Answer choice(Call call) {
    call.allow("options");
    return Answer.ok(readable(call, tx -> page.choice(tx, call.id(), call.query("options"))));
  }

  private Answer pdf(Call call) {
    call.allow("lang");
    var bytes = readable(call, tx -> page.pdf(tx, call.id(), call.query("lang"), call.locale()));
    return Answer.bytes(200, "application/pdf", bytes)
        .with("Content-Disposition", "inline; filename=\"quote.pdf\"");
  }
}

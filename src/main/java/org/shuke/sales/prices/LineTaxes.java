package org.shuke.sales.prices;

import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;
import org.shuke.catalog.prices.Prices;
import org.shuke.records.Draft;
import org.shuke.records.Unit;
import org.shuke.records.writes.Completion;

/// Gives each line of a quote or order that names a product and says nothing of its tax the rate of
/// the product's class for the customer on the day. Who says that there is none is believed, and
/// what a desk copies stays as it was.
public final class LineTaxes implements Completion {
  private static final String RATE = "taxRate";

  private final Prices prices;

  public LineTaxes(Prices prices) {
    this.prices = prices;
  }

  @Override
  public void complete(Unit unit, Draft document) throws SQLException {
    if (unit.desk() || !document.given("lines")) {
      return;
    }
    var lines = document.parts("lines").stream().filter(LineTaxes::open).toList();
    if (lines.isEmpty()) {
      return;
    }
    var at = document.get("placedAt") instanceof OffsetDateTime placed ? placed : unit.at();
    var products = lines.stream().map(line -> (UUID) line.get("product")).distinct().toList();
    var account = (UUID) document.get("account");
    var taxes = prices.taxes(unit.tx(), account, products, at.toInstant());
    for (var line : lines) {
      line.set(RATE, taxes.get((UUID) line.get("product")));
    }
  }

  private static boolean open(Draft line) {
    var product = line.get("product");
    return product != null && !line.given(RATE) && !Objects.equals(product, line.stored("product"));
  }
}

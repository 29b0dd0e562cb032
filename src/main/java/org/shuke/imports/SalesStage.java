package org.shuke.imports;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.imports.Cells.Understood;
import org.shuke.imports.files.Row;
import org.shuke.imports.values.Currencies;

/// Brings the lines of a sales file into `imports.sales_row`.
final class SalesStage {
  private static final String TABLE =
      "imports.sales_row (import, row, line, invoice, at, product, description, quantity, price,"
          + " customer, customer_name, country, currency, status, faults, warnings)";
  private static final List<String> ORDER =
      List.of(
          "invoice",
          "date",
          "product",
          "description",
          "quantity",
          "price",
          "customer",
          "customerName",
          "country",
          "currency",
          "status");
  private static final int CURRENCY = ORDER.indexOf("currency");
  private static final int PRICE = ORDER.indexOf("price");

  private final UUID id;
  private final Cells cells;
  private final Mended mended;
  private final String company;
  private final int[] places;

  /// @param company the company's currency
  SalesStage(UUID id, Cells cells, Mended mended, String company) {
    this.id = id;
    this.cells = cells;
    this.mended = mended;
    this.company = company;
    this.places = ORDER.stream().mapToInt(cells::indexOf).toArray();
    standIn("product", "description");
    standIn("customer", "customerName");
  }

  private void standIn(String key, String name) {
    if (places[ORDER.indexOf(key)] < 0) {
      places[ORDER.indexOf(key)] = cells.indexOf(name);
    }
  }

  void copy(Connection connection, RowFlow flow, Watch watch) throws IOException, SQLException {
    List<String> header = flow.header();
    CopyText.all(
        connection,
        TABLE,
        flow,
        (lines, number, record, row) -> write(lines, number, mended.over(number, row, header)),
        watch);
  }

  private void write(Lines copy, long number, Row row) {
    Understood understood = cells.read(row.cells(), () -> null);
    if (row.fault() != null) {
      understood.faults.add(null, row.fault(), null);
    }
    for (Target target : SalesFile.TARGETS) {
      int at = cells.indexOf(target.name());
      if (target.required() && (at < 0 || missing(understood, at))) {
        understood.faults.add(at < 0 ? target.name() : cells.column(at), "required", null);
      }
    }
    copy.add(id.toString()).add(number).add(row.line());
    for (int i = 0; i < places.length; i++) {
      String value = places[i] < 0 ? null : understood.values[places[i]];
      copy.add(i == CURRENCY && value == null ? currencyOf(row) : value);
    }
    copy.add(understood.faults.json()).add(understood.warnings.json()).end();
  }

  /// Nothing is there and nothing else is wrong with it.
  private boolean missing(Understood understood, int at) {
    return understood.values[at] == null && !understood.faults.concern(cells.column(at));
  }

  /// The sign that an amount is written with, where no column names the currency.
  private @Nullable String currencyOf(Row row) {
    if (places[CURRENCY] >= 0 || places[PRICE] < 0) {
      return null;
    }
    String price = cells.raw(places[PRICE], row.cells()).strip();
    boolean bare =
        price.isEmpty() || digit(price.charAt(0)) && digit(price.charAt(price.length() - 1));
    return bare ? null : Currencies.ofAmount(price, company);
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9' || c == '-' || c == '.';
  }
}

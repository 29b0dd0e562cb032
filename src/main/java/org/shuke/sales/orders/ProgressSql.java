package org.shuke.sales.orders;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.db.Transaction;
import org.shuke.sales.papers.Paper;

/// Reads how far an order is.
final class ProgressSql {
  private record Parcel(
      String kind,
      LocalDate shipped,
      @Nullable LocalDate delivered,
      @Nullable String carrier,
      @Nullable String tracking) {}

  private record Head(
      UUID id,
      String number,
      String status,
      LocalDate placed,
      String currency,
      BigDecimal due,
      BigDecimal paid) {}

  /// The progress of the order that a quote became; null as long as it is none.
  static @Nullable Progress ofQuote(Transaction tx, UUID quote, ZoneId zone) throws SQLException {
    var order = OrderSql.ofQuote(tx, quote);
    return order == null ? null : of(tx, order, zone);
  }

  static @Nullable Progress of(Transaction tx, UUID order, ZoneId zone) throws SQLException {
    var head =
        tx.first(
            """
            select id, number, status, (placed_at at time zone ?)::date, currency,
              total + coalesce(tax, 0) - coalesce(credited, 0), coalesce(paid, 0)
            from sales."order" where id = ? and binned_at is null\
            """,
            row ->
                new Head(
                    row.getObject(1, UUID.class),
                    row.getString(2),
                    row.getString(3),
                    row.getObject(4, LocalDate.class),
                    row.getString(5),
                    row.getBigDecimal(6),
                    row.getBigDecimal(7)),
            zone.getId(),
            order);
    return head == null
        ? null
        : new Progress(head.number(), head.status(), steps(head, parcels(tx, order, zone)));
  }

  private static List<Parcel> parcels(Transaction tx, UUID order, ZoneId zone) throws SQLException {
    return tx.query(
        """
        select kind, shipped_at, delivered_at, carrier, tracking from sales.shipment
        where "order" = ? and binned_at is null order by shipped_at, id\
        """,
        row ->
            new Parcel(
                row.getString(1),
                row.getObject(2, OffsetDateTime.class).atZoneSameInstant(zone).toLocalDate(),
                row.getObject(3, OffsetDateTime.class) instanceof OffsetDateTime at
                    ? at.atZoneSameInstant(zone).toLocalDate()
                    : null,
                row.getString(4),
                row.getString(5)),
        order);
  }

  private static List<Progress.Step> steps(Head head, List<Parcel> parcels) {
    var steps = new ArrayList<Progress.Step>();
    steps.add(new Progress.Step("ordered", head.placed(), null));
    if (head.status().equals("cancelled")) {
      steps.add(new Progress.Step("cancelled", null, null));
      return steps;
    }
    for (var parcel : parcels) {
      boolean out = parcel.kind().equals("out");
      steps.add(new Progress.Step(out ? "shipped" : "back", parcel.shipped(), way(parcel)));
      if (parcel.delivered() != null) {
        steps.add(new Progress.Step("delivered", parcel.delivered(), null));
      }
    }
    if (List.of("draft", "confirmed", "partlyShipped").contains(head.status())) {
      steps.add(new Progress.Step("shipped", null, null));
    }
    boolean paid = head.paid().compareTo(head.due()) >= 0;
    var sum =
        Paper.money(head.paid(), head.currency())
            + " / "
            + Paper.money(head.due(), head.currency());
    steps.add(new Progress.Step(paid ? "paid" : "open", null, sum));
    return steps;
  }

  private static @Nullable String way(Parcel parcel) {
    var way =
        (parcel.carrier() == null ? "" : parcel.carrier())
            + " "
            + (parcel.tracking() == null ? "" : parcel.tracking());
    return way.isBlank() ? null : way.strip();
  }

  private ProgressSql() {}
}

package org.shuke.sales.fairs;

import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.db.Transaction;

/// The statements of fairs.
final class FairSql {
  private FairSql() {}

  /// Had the person of this lead that material before, also as another lead of the same mail or
  /// number?
  static boolean had(Transaction tx, UUID handOut, UUID lead, UUID material) throws SQLException {
    return tx.first(
            """
            select true from sales.hand_out h
            join sales.lead before on before.id = h.lead join sales.lead now on now.id = ?
            where h.material = ? and h.id <> ? and h.binned_at is null
              and (before.id = now.id or lower(before.email) = lower(now.email)
                or before.mobile = now.mobile or before.phone = now.phone)
            limit 1
            """,
            row -> true,
            lead,
            material,
            handOut)
        != null;
  }

  /// The name of the material that was handed to somebody who had it before; null where he had not.
  static @Nullable String again(Transaction tx, UUID handOut) throws SQLException {
    return tx.first(
        """
        select m.name from sales.hand_out h join sales.material m on m.id = h.material
        where h.id = ? and h.repeated\
        """,
        row -> row.getString(1),
        handOut);
  }

  /// When whoever is met at an event must have heard of us; null when the event does not say.
  static @Nullable OffsetDateTime due(Transaction tx, UUID event, ZoneId zone) throws SQLException {
    return tx.first(
        """
        select (coalesce(ends_on, starts_on) + follow_up_days::int + 1)::timestamp
          at time zone ?
        from sales.event
        where id = ? and follow_up_days is not null and coalesce(ends_on, starts_on) is not null
        """,
        row -> row.getObject(1, OffsetDateTime.class),
        zone.getId(),
        event);
  }
}

package org.shuke.sales;

import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.shuke.platform.db.Transaction;

/// What a mail is about: the opportunity of the quote or contract which it brings, or the
/// opportunity or lead beside which it was written.
final class OccasionSql {
  private static final Pattern PLACE =
      Pattern.compile("/(quotes|contracts|opportunities|leads)/([0-9a-f-]{36})");

  private OccasionSql() {}

  /// The activity's reference to it; none where the mail is about something else.
  static Map<String, UUID> of(Transaction tx, String about) throws SQLException {
    var place = PLACE.matcher(about);
    if (!place.matches()) {
      return Map.of();
    }
    var source =
        switch (place.group(1)) {
          case "quotes" -> "select opportunity from sales.quote where id = ?";
          case "contracts" -> "select opportunity from sales.contract where id = ?";
          case "leads" -> "select id from sales.lead where id = ? and binned_at is null";
          default -> "select id from sales.opportunity where id = ? and binned_at is null";
        };
    var found =
        tx.query(source, row -> row.getObject(1, UUID.class), UUID.fromString(place.group(2)));
    return found.isEmpty() || found.getFirst() == null
        ? Map.of()
        : Map.of(place.group(1).equals("leads") ? "lead" : "opportunity", found.getFirst());
  }
}

package org.shuke.sales;

import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.shuke.platform.db.Transaction;

/// Which opportunity a mail is about: that of the quote or contract which it brings, or the one
/// beside which it was written.
final class OccasionSql {
  private static final Pattern PLACE =
      Pattern.compile("/(quotes|contracts|opportunities)/([0-9a-f-]{36})");

  private OccasionSql() {}

  /// The activity's reference to the opportunity; none where the mail is about something else.
  static Map<String, UUID> of(Transaction tx, String about) throws SQLException {
    var place = PLACE.matcher(about);
    if (!place.matches()) {
      return Map.of();
    }
    var source =
        switch (place.group(1)) {
          case "quotes" -> "select opportunity from sales.quote where id = ?";
          case "contracts" -> "select opportunity from sales.contract where id = ?";
          default -> "select id from sales.opportunity where id = ? and binned_at is null";
        };
    var found =
        tx.query(source, row -> row.getObject(1, UUID.class), UUID.fromString(place.group(2)));
    return found.isEmpty() || found.getFirst() == null
        ? Map.of()
        : Map.of("opportunity", found.getFirst());
  }
}

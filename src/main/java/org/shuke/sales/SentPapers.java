package org.shuke.sales;

import java.sql.SQLException;
import java.util.UUID;
import java.util.regex.Pattern;
import org.shuke.channels.outbox.MailRoutes;
import org.shuke.platform.Refusal;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Policy;
import org.shuke.sales.contracts.ContractRoom;
import org.shuke.sales.quotes.QuoteRoom;

/// The PDFs that went out with mails, open to whoever may read the paper itself.
record SentPapers(QuoteRoom quotes, ContractRoom contracts) implements MailRoutes.Papers {
  private static final Pattern PLACE = Pattern.compile("/(quotes|contracts)/([0-9a-f-]{36})");

  @Override
  public void mustBeReadable(Transaction tx, Policy policy, String about) throws SQLException {
    var place = PLACE.matcher(about);
    if (!place.matches()) {
      throw Refusal.notFound();
    }
    var id = UUID.fromString(place.group(2));
    if (place.group(1).equals("quotes")) {
      quotes.paperMustBeReadable(tx, policy, id);
    } else {
      contracts.paperMustBeReadable(tx, policy, id);
    }
  }
}

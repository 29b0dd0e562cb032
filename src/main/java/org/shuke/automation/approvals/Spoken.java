package org.shuke.automation.approvals;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.shuke.platform.Texts;
import org.shuke.platform.db.Transaction;

/// The languages of those who are asked: what is written down once is written in each of them.
public record Spoken(Texts texts, List<Locale> languages) {
  /// @param people who is to read it
  public static Spoken by(Transaction tx, Texts texts, List<UUID> people) throws SQLException {
    return new Spoken(texts, ApprovalSql.languages(tx, people));
  }

  /// A text of the program in every language, once where they agree.
  public String said(String key, Map<String, ?> args) {
    return languages.stream()
        .map(language -> texts.text(language, key, args))
        .distinct()
        .collect(Collectors.joining(" · "));
  }
}

package org.shuke.records.reads;

import java.util.List;
import org.jooq.Condition;
import org.shuke.records.Policy;
import org.shuke.records.Row;

/// What a list's `q` needs of the search room.
public interface SearchWords {
  /// Rows whose searchable fields, of those the caller may read, match the bound words.
  Condition condition(Policy policy, Row row);

  /// The values to bind for a question.
  List<String> bind(Policy policy, String words);
}

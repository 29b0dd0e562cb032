package org.shuke.imports;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Bindings;
import org.shuke.records.Compiled;
import org.shuke.records.Slot;

/// A statement put together from fixed text, names out of declarations and policy predicates, with
/// every value bound.
final class Composed {
  private final StringBuilder text = new StringBuilder();
  private final List<@Nullable Object> binds = new ArrayList<>();

  Composed add(String sql, @Nullable Object... values) {
    text.append(sql);
    for (Object value : values) {
      binds.add(value);
    }
    return this;
  }

  /// A predicate of a policy, its slots filled for this caller.
  Composed add(Compiled part, Bindings bindings) {
    text.append('(').append(part.sql()).append(')');
    for (Object bind : part.binds()) {
      binds.add(bind instanceof Slot slot ? bindings.of(slot) : bind);
    }
    return this;
  }

  Composed add(Composed other) {
    text.append(other.text);
    binds.addAll(other.binds);
    return this;
  }

  int run(Transaction tx, Bindings bindings) throws SQLException {
    try (PreparedStatement statement = tx.connection().prepareStatement(text.toString())) {
      for (int i = 0; i < binds.size(); i++) {
        bindings.set(statement, i + 1, binds.get(i));
      }
      return statement.executeUpdate();
    }
  }

  <T> List<T> list(Transaction tx, Bindings bindings, Transaction.RowReader<T> reader)
      throws SQLException {
    List<T> found = new ArrayList<>();
    try (PreparedStatement statement = tx.connection().prepareStatement(text.toString())) {
      for (int i = 0; i < binds.size(); i++) {
        bindings.set(statement, i + 1, binds.get(i));
      }
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(reader.read(rows));
        }
      }
    }
    return found;
  }
}

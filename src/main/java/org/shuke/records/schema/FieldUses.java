package org.shuke.records.schema;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Type;

/// Which saved expressions name a field: formulas, saved views, and what other rooms keep.
public final class FieldUses {
  /// A room that keeps expressions of its own.
  @FunctionalInterface
  public interface Saved {
    /// What its expressions that name the field are called, such as `Rule: big deals`.
    List<String> naming(Transaction tx, Type type, String field) throws SQLException;
  }

  private final Schema schema;
  private final List<Saved> others = new ArrayList<>();

  FieldUses(Schema schema) {
    this.schema = schema;
  }

  void add(Saved other) {
    others.add(other);
  }

  List<String> of(Transaction tx, Type type, String field) throws SQLException {
    var uses = new ArrayList<String>();
    var catalog = schema.catalog();
    for (var other : type.fields()) {
      if (other.isFormula() && catalog.namesIn(type, other).contains(type.name() + "." + field)) {
        uses.add(type.name() + "." + other.name());
      }
    }
    uses.addAll(CustomFieldSql.viewsNaming(tx, type, field));
    uses.addAll(CustomFieldSql.expressionsNaming(tx, schema.catalog(), field));
    for (var other : others) {
      uses.addAll(other.naming(tx, type, field));
    }
    return List.copyOf(uses);
  }
}

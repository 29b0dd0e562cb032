package org.shuke.records;

import org.jooq.Table;
import org.jooq.impl.DSL;

/// A type's table under an alias in one statement.
public record Row(Type type, String alias) {
  /// The column of a stored field.
  @SuppressWarnings({"unchecked", "rawtypes"})
  public org.jooq.Field<Object> column(Field field) {
    return (org.jooq.Field) DSL.field(DSL.name(alias, field.column()), field.kind().dataType());
  }

  public org.jooq.Field<java.util.UUID> id() {
    return DSL.field(DSL.name(alias, "id"), java.util.UUID.class);
  }

  public Table<?> table() {
    return DSL.table(DSL.name(type.schema(), type.table())).as(DSL.name(alias));
  }

  public org.jooq.Condition notBinned() {
    return type.hasBin() ? DSL.field(DSL.name(alias, "binned_at")).isNull() : DSL.noCondition();
  }
}

package org.shuke.records;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jooq.DataType;
import org.jooq.impl.SQLDataType;

/// What a field holds. The shape says how an expression sees it, the data type how PostgreSQL
/// stores it.
public enum Kind {
  TEXT(Shape.TEXT, SQLDataType.CLOB, String.class),
  LONG_TEXT(Shape.TEXT, SQLDataType.CLOB, String.class),
  EMAIL(Shape.TEXT, SQLDataType.CLOB, String.class),
  /// Stored as E.164.
  PHONE(Shape.TEXT, SQLDataType.CLOB, String.class),
  URL(Shape.TEXT, SQLDataType.CLOB, String.class),
  CHOICE(Shape.TEXT, SQLDataType.CLOB, String.class),
  MULTI_CHOICE(Shape.TEXTS, SQLDataType.CLOB.array(), String[].class),
  NUMBER(Shape.NUMBER, SQLDataType.NUMERIC, BigDecimal.class),
  /// An amount in the record's `currency`.
  MONEY(Shape.NUMBER, SQLDataType.NUMERIC, BigDecimal.class),
  BOOLEAN(Shape.BOOLEAN, SQLDataType.BOOLEAN, Boolean.class),
  DATE(Shape.DATE, SQLDataType.LOCALDATE, LocalDate.class),
  INSTANT(Shape.INSTANT, SQLDataType.TIMESTAMPWITHTIMEZONE(6), OffsetDateTime.class),
  /// Stored as whole seconds.
  DURATION(Shape.DURATION, SQLDataType.BIGINT, Long.class),
  /// The id of one record of the field's target type.
  REFERENCE(Shape.RECORD, SQLDataType.UUID, UUID.class),
  /// The ids of several records of the target type, in one array column.
  REFERENCES(Shape.RECORDS, SQLDataType.UUID.array(), UUID[].class),
  /// The id of a stored file.
  FILE(Shape.TEXT, SQLDataType.UUID, UUID.class),
  /// JSON text that only its own room understands: selected and written, nothing else.
  JSON(Shape.TEXT, SQLDataType.CLOB, String.class),
  /// Fields that another wing computes: a 1:1 row of the target type with the same id.
  EXTENSION(Shape.RECORD, SQLDataType.UUID, UUID.class);

  /// How an expression sees a value.
  public enum Shape {
    TEXT,
    TEXTS,
    NUMBER,
    BOOLEAN,
    DATE,
    INSTANT,
    DURATION,
    RECORD,
    RECORDS
  }

  private final Shape shape;
  private final DataType<?> dataType;
  private final Class<?> javaType;

  Kind(Shape shape, DataType<?> dataType, Class<?> javaType) {
    this.shape = shape;
    this.dataType = dataType;
    this.javaType = javaType;
  }

  public Shape shape() {
    return shape;
  }

  public DataType<?> dataType() {
    return dataType;
  }

  /// The class of a value in memory, as the driver's values are normalised.
  public Class<?> javaType() {
    return javaType;
  }

  /// The name in the API: camelCase.
  public String apiName() {
    return Names.camel(name().toLowerCase(java.util.Locale.ROOT));
  }

  /// Can it be compared by order, sorted and paged?
  public boolean sortable() {
    return switch (shape) {
      case TEXT, NUMBER, BOOLEAN, DATE, INSTANT, DURATION ->
          this != LONG_TEXT && this != FILE && this != JSON;
      case TEXTS, RECORD, RECORDS -> false;
    };
  }
}

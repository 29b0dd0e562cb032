package org.shuke.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Creating a contact over HTTP, against a raw transaction that writes the very same rows: the
/// record, its change, the change's values and its search row, in one round trip.
final class Creates implements Measure {
  private static final double WANTED = 0.4;
  private static final String MARK = "bench";
  private static final AtomicLong NUMBER = new AtomicLong();

  private final House house;

  Creates(House house) {
    this.house = house;
  }

  @Override
  public String name() {
    return "create";
  }

  @Override
  public List<Figure> figures() throws Exception {
    try {
      var rows = rowsOfOne();
      return List.of(
          Turns.compare(
              "create of a contact",
              WANTED,
              () -> new Http(house.wire()),
              () -> new Raw(house.connect(), rows)));
    } finally {
      takeAway();
    }
  }

  private static String contact() {
    return """
    {"givenName": "Bench", "familyName": "Caller%d", "jobTitle": "%s", "phone": "+86 138 0013 8000",\
     "email": "bench%d@example.com"}\
    """
        .formatted(NUMBER.incrementAndGet(), MARK, NUMBER.get());
  }

  /// One row of a table: its columns, their types and the values that were written.
  private record Row(
      String table, List<String> columns, List<String> types, List<@Nullable Object> values) {
    /// Values for [Creates.Raw] to bind, the record's id in place of `null`s named `id`.
    String places() {
      return types.stream()
          .map(type -> "cast(? as " + type + ")")
          .collect(java.util.stream.Collectors.joining(", "));
    }

    String names() {
      return String.join(", ", columns.stream().map(c -> '"' + c + '"').toList());
    }
  }

  /// Creates one contact and reads back every row that this wrote.
  private List<Row> rowsOfOne() throws IOException {
    try (var wire = house.wire()) {
      var made = JsonMapper.shared().readTree(wire.post("/api/v1/contacts", contact()));
      var id = UUID.fromString(made.path("id").stringValue());
      return house
          .database()
          .read(tx ->
              List.of(
                  row(tx.connection(), "customers", "contact", "id = ?", id),
                  row(tx.connection(), "records", "change", "record = ?", id),
                  row(
                      tx.connection(),
                      "records",
                      "change_value",
                      "seq = (select seq from records.change where record = ?)",
                      id),
                  row(tx.connection(), "records", "search", "record = ?", id)));
    }
  }

  private static Row row(Connection connection, String schema, String table, String where, UUID id)
      throws SQLException {
    var row =
        new Row(schema + "." + table, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    try (var statement =
        connection.prepareStatement("select * from " + row.table() + " where " + where)) {
      statement.setObject(1, id);
      try (ResultSet found = statement.executeQuery()) {
        found.next();
        var meta = found.getMetaData();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
          if (!meta.getColumnName(i).equals("seq") && found.getObject(i) != null) {
            row.columns().add(meta.getColumnName(i));
            row.types().add(meta.getColumnTypeName(i).replaceFirst("^_(.*)", "$1[]"));
            row.values().add(id.equals(found.getObject(i)) ? id : found.getString(i));
          }
        }
      }
    }
    return row;
  }

  /// What was made here goes again, so that the next run finds the house as this one did.
  private void takeAway() {
    house
        .database()
        .background()
        .transaction(tx -> {
          tx.update(
              "delete from records.search where record in"
                  + " (select id from customers.contact where job_title = ?)",
              MARK);
          return tx.update("delete from customers.contact where job_title = ?", MARK);
        });
  }

  private record Http(Wire wire) implements Rush.Caller {
    @Override
    public void call() throws IOException {
      wire.post("/api/v1/contacts", contact());
    }

    @Override
    public void close() throws IOException {
      wire.close();
    }
  }

  private static final class Raw implements Rush.Caller {
    private final Connection connection;
    private final PreparedStatement statement;
    private final List<@Nullable Object> values = new ArrayList<>();

    Raw(Connection connection, List<Row> rows) throws SQLException {
      this.connection = connection;
      this.statement = connection.prepareStatement(sql(rows));
      rows.forEach(row -> values.addAll(row.values()));
    }

    private static String sql(List<Row> rows) {
      var contact = rows.get(0);
      var change = rows.get(1);
      var value = rows.get(2);
      var search = rows.get(3);
      return """
      with r as (insert into %s (%s) values (%s)),
        c as (insert into %s (%s) values (%s) returning seq),
        v as (insert into %s (seq, %s) select seq, %s from c)
      insert into %s (%s) values (%s)\
      """
          .formatted(
              contact.table(),
              contact.names(),
              contact.places(),
              change.table(),
              change.names(),
              change.places(),
              value.table(),
              value.names(),
              value.places(),
              search.table(),
              search.names(),
              search.places());
    }

    @Override
    public void call() throws SQLException {
      var id = org.shuke.records.Ids.next();
      for (int i = 0; i < values.size(); i++) {
        var value = values.get(i);
        if (value instanceof UUID) {
          statement.setObject(i + 1, id);
        } else {
          statement.setString(i + 1, (String) value);
        }
      }
      statement.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
      connection.close();
    }
  }
}

package org.shuke.bench;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.shuke.demo.Scale;
import org.shuke.records.reads.Query;
import org.shuke.records.reads.Reads;

/// A page of a list: two filters, a sort, 25 rows, over HTTP, against raw prepared JDBC that runs
/// the same statement and reads every column.
final class Lists implements Measure {
  private static final String SELECT = "name,email,phone,jobTitle,account.name,owner.name";
  private static final String FILTER =
      "preferredChannel == \"email\" && account.kind == \"company\"";
  private static final double WANTED = 0.5;

  private final House house;
  private final Staff staff;

  Lists(House house, Staff staff) {
    this.house = house;
    this.staff = staff;
  }

  @Override
  public String name() {
    return "list";
  }

  @Override
  public List<Figure> figures() throws Exception {
    var figures = new ArrayList<Figure>();
    var callers =
        List.of(staff.administrator(), staff.salesperson(Scale.FEW), staff.salesperson(Scale.MANY));
    for (var who : callers) {
      figures.add(as(who));
    }
    return figures;
  }

  private Figure as(Staff.Member who) throws Exception {
    var path =
        "/api/v1/contacts?limit=25&sort=name&select=" + SELECT + "&filter=" + encoded(FILTER);
    var query = Query.of(SELECT, FILTER, "name", 25, null, false, null);
    var statement = house.statement(house.rights().apply(who.principal()), "contacts", query);
    long rows;
    try (var once = new Raw(house.connect(), statement)) {
      rows = once.rows();
    }
    return Turns.compare(
        "list of contacts, two filters, sorted by name, as " + who.title() + " (" + rows + " rows)",
        WANTED,
        () -> new Http(new Wire(house.port(), who.key()), path),
        () -> new Raw(house.connect(), statement));
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /// Asks the same address.
  record Http(Wire wire, String path) implements Rush.Caller {
    @Override
    public void call() throws IOException {
      wire.get(path);
    }

    @Override
    public void close() throws IOException {
      wire.close();
    }
  }

  /// Runs the same prepared statement and reads what it answers as the driver gives it.
  static final class Raw implements Rush.Caller {
    private final Connection connection;
    private final PreparedStatement statement;
    private final Reads.Statement asked;

    Raw(Connection connection, Reads.Statement asked) throws SQLException {
      this.connection = connection;
      this.asked = asked;
      connection.setReadOnly(true);
      this.statement = connection.prepareStatement(asked.text().sql());
    }

    @Override
    public void call() throws SQLException {
      rows();
    }

    private long rows() throws SQLException {
      asked.text().bind(statement, asked.values());
      long n = 0;
      try (var rows = statement.executeQuery()) {
        int columns = rows.getMetaData().getColumnCount();
        for (; rows.next(); n++) {
          for (int i = 1; i <= columns; i++) {
            rows.getString(i);
          }
        }
      }
      return n;
    }

    @Override
    public void close() throws SQLException {
      connection.close();
    }
  }
}

package org.shuke.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.shuke.records.Bindings;
import org.shuke.records.reads.Reads;

/// One record after another, against raw prepared JDBC with the same statement.
final class Gets implements Measure {
  private static final double WANTED = 0.5;

  private final House house;
  private final Staff staff;

  Gets(House house, Staff staff) {
    this.house = house;
    this.staff = staff;
  }

  @Override
  public String name() {
    return "get";
  }

  @Override
  public List<Figure> figures() throws Exception {
    var ids = Samples.ids(house, "customers.contact");
    var policy = house.rights().apply(staff.administrator().principal());
    var asked = house.reads().statement(policy, house.type("contacts"), ids.getFirst());
    return List.of(
        Turns.compare(
            "get of a contact", WANTED, () -> new Http(house.wire(), ids), () -> raw(asked, ids)));
  }

  private Raw raw(Reads.Statement asked, List<UUID> ids) throws SQLException {
    var connection = house.connect();
    connection.setReadOnly(true);
    return new Raw(
        connection, connection.prepareStatement(asked.text().sql()), asked.values(), asked, ids);
  }

  private static UUID any(List<UUID> ids) {
    return ids.get(ThreadLocalRandom.current().nextInt(ids.size()));
  }

  private record Http(Wire wire, List<UUID> ids) implements Rush.Caller {
    @Override
    public void call() throws IOException {
      wire.get("/api/v1/contacts/" + any(ids));
    }

    @Override
    public void close() throws IOException {
      wire.close();
    }
  }

  private record Raw(
      Connection connection,
      PreparedStatement statement,
      Bindings values,
      Reads.Statement asked,
      List<UUID> ids)
      implements Rush.Caller {
    @Override
    public void call() throws SQLException {
      asked.text().bind(statement, values.at(any(ids)));
      try (var rows = statement.executeQuery()) {
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
          for (int i = 1; i <= columns; i++) {
            rows.getString(i);
          }
        }
      }
    }

    @Override
    public void close() throws SQLException {
      connection.close();
    }
  }
}

package org.shuke.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.shuke.records.reads.Reads;
import org.shuke.sales.pipeline.Board;
import tools.jackson.databind.json.JsonMapper;

/// The board of 100,000 open opportunities, all sums and the first cards of each column, against
/// the same statements read raw. What the company lacks of them is made for it and taken away
/// again.
final class Boards implements Measure {
  private static final double WANTED = 0.5;
  private static final int OPEN = 100_000;
  private static final String MARK = "bench-board-";
  private static final String PATH = "/api/v1/opportunities/board";

  private static final String LIVING_OPEN =
      """
      from sales.opportunity o join sales.stage s on s.id = o.stage
      where s.pipeline = ? and s.kind = 'open' and o.binned_at is null\
      """;

  private static final String COPY =
      """
      insert into sales.opportunity
      select r.* from (
        select k.o, row_number() over () as nth
        from (select o %s) k, generate_series(1, ?) limit ?) c
      cross join lateral jsonb_populate_record(
        c.o, jsonb_build_object('id', uuidv7(), 'external_id', '%s' || c.nth)) r
      """
          .formatted(LIVING_OPEN, MARK);

  private final House house;
  private final Staff staff;

  Boards(House house, Staff staff) {
    this.house = house;
    this.staff = staff;
  }

  @Override
  public String name() {
    return "board";
  }

  @Override
  public List<Figure> figures() throws Exception {
    takeAway();
    try {
      var pipeline = pipeline();
      fillUp(pipeline);
      var policy = house.rights().apply(staff.administrator().principal());
      var ask = new Board.Ask(pipeline, null, null, null, null, null, null, null);
      var statements = house.board().statements(policy, ask);
      return List.of(
          Turns.compare(
              "board of %,d open opportunities: sums and first cards".formatted(open(pipeline)),
              WANTED,
              () -> new Lists.Http(house.wire(), PATH + "?pipeline=" + pipeline),
              () -> new Raw(house.connect(), statements)));
    } finally {
      takeAway();
    }
  }

  private UUID pipeline() throws IOException {
    try (var wire = house.wire()) {
      var board = JsonMapper.shared().readTree(wire.get(PATH));
      return UUID.fromString(board.path("pipeline").stringValue());
    }
  }

  private long open(UUID pipeline) {
    Long open =
        house
            .database()
            .read(
                tx -> tx.first("select count(*) " + LIVING_OPEN, row -> row.getLong(1), pipeline));
    return open == null ? 0 : open;
  }

  private void fillUp(UUID pipeline) {
    long open = open(pipeline);
    if (open > 0 && open < OPEN) {
      house
          .database()
          .background()
          .transaction(tx -> tx.update(COPY, pipeline, Math.toIntExact(OPEN / open), OPEN - open));
    }
  }

  private void takeAway() {
    house
        .database()
        .background()
        .transaction(tx ->
            tx.update("delete from sales.opportunity where external_id like '" + MARK + "%'"));
  }

  private static final class Raw implements Rush.Caller {
    private final Connection connection;
    private final List<Lists.Raw> parts = new ArrayList<>();

    Raw(Connection connection, List<Reads.Statement> statements) throws SQLException {
      this.connection = connection;
      for (var each : statements) {
        parts.add(new Lists.Raw(connection, each));
      }
    }

    @Override
    public void call() throws SQLException {
      for (var part : parts) {
        part.call();
      }
    }

    @Override
    public void close() throws SQLException {
      connection.close();
    }
  }
}

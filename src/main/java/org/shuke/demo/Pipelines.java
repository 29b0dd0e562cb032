package org.shuke.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Principal;
import org.shuke.sales.pipeline.ReadyStage;

/// The two ways of selling: to customers at home in Chinese, to those abroad in English. The
/// house's ready-made pipeline becomes the one of its language, the other is made beside it.
record Pipelines(List<Deals.Stage> home, List<Deals.Stage> abroad) {
  private static final UUID SHUKE = Principal.SYSTEM.id();

  /// The pipelines of a house that has a ready-made one; null where there is none.
  static @Nullable Pipelines of(Connection connection, Company company) throws SQLException {
    var ready = stages(connection, null);
    if (ready.isEmpty()) {
      return null;
    }
    var given = ready.getFirst().pipeline();
    var other = company.dice(Kinds.DEALS, -60).id(company.founded());
    boolean chinese = ready.getFirst().name().codePoints().anyMatch(c -> c >= 0x4E00);
    name(connection, given, chinese);
    add(connection, company, other, !chinese);
    var mine = stages(connection, given);
    var others = stages(connection, other);
    return chinese ? new Pipelines(mine, others) : new Pipelines(others, mine);
  }

  private static String named(boolean chinese) {
    return chinese ? "国内销售" : "International sales";
  }

  private static void name(Connection connection, UUID pipeline, boolean chinese)
      throws SQLException {
    Sql.run(
        connection,
        "update sales.pipeline set name = ?, position = ? where id = ?",
        named(chinese),
        chinese ? 0 : 1,
        pipeline);
  }

  private static void add(Connection connection, Company company, UUID pipeline, boolean chinese)
      throws SQLException {
    Sql.run(
        connection,
        "insert into sales.pipeline (id, created_by, updated_by, name, position) values (?, ?, ?, ?, ?)",
        pipeline,
        SHUKE,
        SHUKE,
        named(chinese),
        chinese ? 0 : 1);
    var locale = chinese ? Locale.CHINESE : Locale.ENGLISH;
    for (int i = 0; i < ReadyStage.ALL.size(); i++) {
      var stage = ReadyStage.ALL.get(i);
      Sql.run(
          connection,
          """
          insert into sales.stage (id, created_by, updated_by, pipeline, name, position, probability,
            kind, stale_days)
          values (?, ?, ?, ?, ?, ?, ?, ?, nullif(?, 0))\
          """,
          company.dice(Kinds.DEALS, -61 - i).id(company.founded()),
          SHUKE,
          SHUKE,
          pipeline,
          stage.name(locale),
          i,
          stage.probability(),
          stage.kind(),
          stage.staleDays());
    }
  }

  /// @param pipeline absent for the first
  private static List<Deals.Stage> stages(Connection connection, @Nullable UUID pipeline)
      throws SQLException {
    var stages = new ArrayList<Deals.Stage>();
    try (var statement =
        connection.prepareStatement(
            """
            select s.id, s.pipeline, s.name, s.kind, s.probability
            from sales.stage s
            where s.pipeline = coalesce(?, (select id from sales.pipeline order by position, id limit 1))
            order by s.position\
            """)) {
      statement.setObject(1, pipeline);
      try (var row = statement.executeQuery()) {
        while (row.next()) {
          stages.add(
              new Deals.Stage(
                  Objects.requireNonNull(row.getObject(1, UUID.class)),
                  Objects.requireNonNull(row.getObject(2, UUID.class)),
                  row.getString(3),
                  row.getString(4),
                  row.getBigDecimal(5)));
        }
      }
    }
    return stages;
  }

  /// The stages in which a customer's opportunities go.
  List<Deals.Stage> of(Customer customer) {
    return customer.language().equals("zh") ? home : abroad;
  }
}

package org.shuke.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/// Writes the views that people have saved: what a manager shares, which everybody can open, and
/// what one keeps for oneself.
final class LoadViews {
  private static final String MANAGER = "zhou.wenbo@shuke.example";
  private static final String ANALYST = "daniel.okafor@shuke.example";
  private static final String SELLER = "chen.siyuan@shuke.example";

  /// @param type of the records that it lists
  /// @param state as the page's address holds it
  private record View(
      String owner,
      String type,
      String name,
      boolean shared,
      boolean pinned,
      Map<String, String> state) {}

  private static final List<View> VIEWS =
      List.of(
          new View(
              ANALYST,
              "account",
              "Gold customers 金牌客户",
              false,
              true,
              Map.of("filter", "value.class == \"gold\"", "sort", "-value.monetary")),
          new View(
              MANAGER,
              "account",
              "Dealers and partners 经销与合作",
              true,
              true,
              Map.of(
                  "filter",
                  "parties.exists(p, p == \"dealer\" || p == \"partner\")",
                  "sort",
                  "name")),
          new View(
              MANAGER,
              "contact",
              "Prefers WeChat 偏好微信",
              true,
              false,
              Map.of("filter", "preferredChannel == \"wechat\"", "sort", "name")),
          new View(
              MANAGER,
              "opportunity",
              "Closing this month 本月预计成交",
              true,
              true,
              Map.of(
                  "filter",
                  "stage.kind == \"open\" && closeDate >= startOf(\"month\", 0)"
                      + " && closeDate < startOf(\"month\", 1)",
                  "sort",
                  "closeDate")),
          new View(
              SELLER,
              "activity",
              "我的待办 My open tasks",
              false,
              true,
              Map.of(
                  "filter", "owner == me() && kind == \"task\" && done == false", "sort", "dueAt")),
          new View(
              SELLER,
              "account",
              "我的杭州客户 My customers in Hangzhou",
              false,
              false,
              Map.of("filter", "owner == me() && city == \"杭州\"", "sort", "name")));

  private LoadViews() {}

  static void all(Connection connection, Company company) throws SQLException {
    var since = company.founded();
    int number = 0;
    try (var copy =
        new Copy(
            connection,
            "records.view",
            "id, created_at, created_by, updated_at, updated_by, owner, name, type, state, shared,"
                + " pinned, position")) {
      for (var view : VIEWS) {
        var owner = company.staff().of(view.owner()).id();
        copy.row(
            company.dice(Kinds.VIEWS, number++).id(since),
            since,
            owner,
            since,
            owner,
            owner,
            view.name(),
            view.type(),
            JsonMapper.shared().writeValueAsString(new TreeMap<>(view.state())),
            view.shared(),
            view.pinned(),
            number);
      }
      copy.finish();
    }
  }
}

package org.shuke.automation.rules;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.db.Transaction;

/// Which calls of web hooks a run of a rule made, and what became of them.
final class CallSql {
  private CallSql() {}

  /// @param state `waiting`, `delivered` or `failed`
  /// @param problem what the other side said to the last try
  record Delivery(String url, String state, int tries, @Nullable String problem) {}

  static void put(Transaction tx, UUID call, UUID run) throws SQLException {
    tx.update("insert into automation.rule_call (call, run) values (?, ?)", call, run);
  }

  /// The calls of each run.
  static Map<UUID, List<Delivery>> of(Transaction tx, List<UUID> runs) throws SQLException {
    var calls = new HashMap<UUID, List<Delivery>>();
    tx.query(
        """
        select c.run, o.payload ->> 'url', case o.state
            when 'queued' then 'waiting' when 'claimed' then 'waiting'
            when 'sent' then 'delivered' else 'failed' end,
          o.attempts, case when o.state <> 'sent' then o.problem end
        from automation.rule_call c join channels.outbox o on o.id = c.call
        where c.run = any (?) order by o.id\
        """,
        row ->
            calls
                .computeIfAbsent(row.getObject(1, UUID.class), run -> new ArrayList<>())
                .add(
                    new Delivery(
                        row.getString(2), row.getString(3), row.getInt(4), row.getString(5))),
        tx.connection().createArrayOf("uuid", runs.toArray()));
    return calls;
  }

  /// Whose rule made a call.
  record Maker(UUID rule, String name, UUID author) {}

  /// Whose call it was; null when the rule is gone or nobody's.
  static @Nullable Maker maker(Transaction tx, UUID call) throws SQLException {
    return tx.first(
        """
        select r.id, r.name, r.owner from automation.rule_call c
        join automation.rule_run n on n.id = c.run join automation.rule r on r.id = n.rule
        where c.call = ? and r.owner is not null\
        """,
        row ->
            new Maker(row.getObject(1, UUID.class), row.getString(2), row.getObject(3, UUID.class)),
        call);
  }
}

package org.shuke.sales.pipeline;

import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.shuke.platform.db.Database;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Followers;

/// Keeps `sales.stage_visit` in step with the change log: the way of every opportunity through the
/// stages.
///
/// 1. A move counts from the time in its change row. An undo, and what it undid, count as if they
///    had never been; an undo that was undone itself gives the moves back.
/// 2. A record's visits are made anew as a whole, so that no order of events can leave them wrong.
final class StageVisits {
  private static final String NAME = "stage-visits";
  private static final int PAGE = 2_000;

  private final Followers followers;

  StageVisits(Database database) {
    this.followers = new Followers(database);
  }

  void start() {
    followers.register(NAME, Followers.Start.BEGINNING);
  }

  /// Takes up what has been written since; asked before the visits are read.
  ///
  /// @return how many changes were read
  int catchUp() {
    return followers.follow(NAME, PAGE, StageVisits::read);
  }

  private static void read(Transaction tx, List<Followers.Change> changes) throws SQLException {
    var records =
        changes.stream()
            .filter(c -> c.type().equals("opportunity") && c.part() == null)
            .map(Followers.Change::record)
            .distinct()
            .toArray(UUID[]::new);
    if (records.length > 0) {
      PipelineSql.visitAnew(tx, records);
    }
  }
}

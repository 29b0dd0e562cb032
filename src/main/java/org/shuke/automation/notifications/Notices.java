package org.shuke.automation.notifications;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.shuke.automation.notifications.NoticeSql.Named;
import org.shuke.platform.Refusal;
import org.shuke.platform.db.DatabaseFault;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Followers.Change;
import org.shuke.records.Policy;
import org.shuke.records.Type;
import org.shuke.records.Type.Ownership;
import org.shuke.records.Unit;
import org.shuke.records.writes.Writes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells people, from the change log, what others have given them and where others have named them.
/// Of what one import, bulk change or rule gives somebody he is told once.
public final class Notices {
  private static final List<String> OF_PEOPLE =
      List.of("access", "automation", "channels", "records");
  private static final Logger LOG = LoggerFactory.getLogger(Notices.class);

  private final Notifications notifications;
  private final Supplier<Writes> writes;
  private final Supplier<Policy> program;

  /// @param program what the program may do by itself
  public Notices(Notifications notifications, Supplier<Writes> writes, Supplier<Policy> program) {
    this.notifications = notifications;
    this.writes = writes;
    this.program = program;
  }

  /// Looks at a page of the change log; what it tells commits with the place in the log. A change
  /// that cannot be told is logged and passed by.
  public void follow(Transaction tx, List<Change> changes) throws SQLException {
    var named = new HashMap<Long, Named>();
    for (var each : NoticeSql.named(tx, changes.stream().map(Change::seq).toList())) {
      named.put(each.seq(), each);
    }
    if (named.isEmpty()) {
      return;
    }
    var unit = writes.get().unit(tx, program.get(), "notices", null).asDesk();
    for (var change : changes) {
      var what = named.get(change.seq());
      var type = unit.policy().catalog().find(change.type());
      if (what != null && concerns(what) && type != null && tells(type, change)) {
        tell(unit, type, change, what);
      }
    }
  }

  /// Most of what is written is one's own and names nobody: it costs nothing here.
  private static boolean concerns(Named named) {
    return named.text() != null || named.owner() != null && !named.owner().equals(named.actor());
  }

  private static boolean tells(Type type, Change change) {
    return type.ownership() instanceof Ownership.Owned
        && !OF_PEOPLE.contains(type.schema())
        && change.part() == null
        && !change.op().equals("delete")
        && !List.of("undo", "notices", "hand-over", "link").contains(change.cause());
  }

  private void tell(Unit unit, Type type, Change change, Named named) throws SQLException {
    var connection = unit.connection();
    var before = connection.setSavepoint();
    try {
      assigned(unit, type, change, named);
      mentioned(unit, type, change, named);
      connection.releaseSavepoint(before);
    } catch (Refusal | DatabaseFault | SQLException e) {
      if (connection.isClosed() || !connection.isValid(2)) {
        throw e;
      }
      connection.rollback(before);
      LOG.warn("Nobody can be told of change {}", change.seq(), e);
    }
  }

  private void assigned(Unit unit, Type type, Change change, Named named) throws SQLException {
    var owner = named.owner();
    if (owner == null || owner.equals(named.actor())) {
      return;
    }
    var by = named.actorName();
    var whole = change.unit();
    if (whole == null) {
      notifications.tellReader(
          unit, owner, "assigned.one", Map.of("by", by), new About(type, change.record()), null);
    } else {
      var once = "assigned " + whole + " " + type.name();
      var link = "/" + type.plural() + "?filter=" + "owner%20%3D%3D%20me()";
      notifications.tellOnce(
          unit, owner, "assigned.several", Map.of("by", by, "type", type.name()), link, once);
    }
  }

  private void mentioned(Unit unit, Type type, Change change, Named named) throws SQLException {
    var text = named.text();
    if (text == null) {
      return;
    }
    for (var user : NoticeSql.mentioned(unit.tx(), text)) {
      if (!user.equals(named.actor())) {
        notifications.tellReader(
            unit,
            user,
            "mentioned.here",
            Map.of("by", named.actorName()),
            new About(type, change.record()),
            "mentioned " + change.record());
      }
    }
  }
}

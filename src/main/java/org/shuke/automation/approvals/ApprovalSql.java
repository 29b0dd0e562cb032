package org.shuke.automation.approvals;

import java.sql.Array;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Type;

/// What approvals read and keep outside of the engine: deputies, subjects' versions, and who may
/// see an approval.
final class ApprovalSql {
  /// What waits for somebody or for those whose deputy he is.
  private static final String WAITING =
      """
      select id from automation.approval
      where state = 'pending' and binned_at is null and owner is distinct from ?
        and waiting_for && (
          select array_agg(u) from (
            select cast(? as uuid) as u union
            select owner from automation.deputy
            where deputy = ? and binned_at is null and ? between valid_from and valid_until) p)\
      """;

  private ApprovalSql() {}

  /// The approver for whom somebody may decide: himself if he is asked, else one whose deputy he is
  /// on that day.
  static @Nullable UUID decidesFor(Transaction tx, UUID who, UUID[] waitingFor, LocalDate day)
      throws SQLException {
    if (List.of(waitingFor).contains(who)) {
      return who;
    }
    return tx.first(
        """
        select owner from automation.deputy
        where deputy = ? and owner = any (?) and binned_at is null
          and ? between valid_from and valid_until
        order by array_position(?, owner) limit 1\
        """,
        row -> row.getObject(1, UUID.class),
        who,
        array(tx, waitingFor),
        day,
        array(tx, waitingFor));
  }

  private static Array array(Transaction tx, UUID[] ids) throws SQLException {
    return tx.connection().createArrayOf("uuid", ids);
  }

  /// All of it, oldest first.
  static List<UUID> waiting(Transaction tx, UUID who, LocalDate day, int limit)
      throws SQLException {
    return tx.query(
        WAITING + " order by id limit ?",
        row -> row.getObject(1, UUID.class),
        who,
        who,
        who,
        day,
        limit);
  }

  /// Those of some approvals.
  static List<UUID> asked(Transaction tx, UUID who, LocalDate day, List<UUID> approvals)
      throws SQLException {
    return tx.query(
        WAITING + " and id = any (?)",
        row -> row.getObject(1, UUID.class),
        who,
        who,
        who,
        day,
        array(tx, approvals.toArray(UUID[]::new)));
  }

  /// Lets people and their present and coming deputies see an approval.
  static void involve(Transaction tx, UUID approval, Collection<UUID> people, LocalDate day)
      throws SQLException {
    var ids = array(tx, people.toArray(UUID[]::new));
    tx.update(
        """
        update automation.approval a set people = array(
          select unnest(a.people) union select unnest(cast(? as uuid[])) union
          select deputy from automation.deputy
          where owner = any (?) and binned_at is null and valid_until >= ?)
        where id = ?\
        """,
        ids,
        ids,
        day,
        approval);
  }

  /// Lets a new deputy see what waits for the one he stands in for.
  static void involveDeputy(Transaction tx, UUID deputy, UUID approver) throws SQLException {
    tx.update(
        """
        update automation.approval a set people = a.people || cast(? as uuid)
        where state = 'pending' and not (? = any (people))
          and exists (select from automation.approval_step s
                      where s.approval = a.id and ? = any (s.approvers))\
        """,
        deputy,
        deputy,
        approver);
  }

  /// The version of a record that still exists, locked against change until the end of the
  /// transaction; null when it is gone.
  static @Nullable Long version(Transaction tx, Type type, UUID record) throws SQLException {
    var sql =
        "select version from "
            + tx.sql().render(DSL.table(DSL.name(type.schema(), type.table())))
            + " where id = ? and binned_at is null for share";
    return tx.first(sql, row -> row.getLong(1), record);
  }

  /// The pending approvals of a subject that are about another version than the given one.
  static List<UUID> outdated(Transaction tx, String type, UUID subject, @Nullable Long version)
      throws SQLException {
    return tx.query(
        """
        select id from automation.approval
        where subject = ? and subject_type = ? and state = 'pending' and binned_at is null
          and (cast(? as bigint) is null or subject_version <> cast(? as bigint))\
        """,
        row -> row.getObject(1, UUID.class),
        subject.toString(),
        type,
        version,
        version);
  }

  /// Was this very version approved?
  static boolean approved(Transaction tx, String type, UUID subject, long version)
      throws SQLException {
    return tx.first(
            """
            select true from automation.approval
            where subject = ? and subject_type = ? and subject_version = ? and state = 'approved'
              and binned_at is null limit 1\
            """,
            row -> true,
            subject.toString(),
            type,
            version)
        != null;
  }

  /// The languages of some users, English unless they chose Chinese.
  static List<Locale> languages(Transaction tx, List<UUID> users) throws SQLException {
    return tx.query(
        """
        select distinct case when locale like 'zh%' then 'zh' else 'en' end
        from access."user" where id = any(?) order by 1\
        """,
        row -> Locale.of(row.getString(1)), tx.connection().createArrayOf("uuid", users.toArray()));
  }

  static List<UUID> ofSubject(Transaction tx, String type, UUID subject) throws SQLException {
    return tx.query(
        """
        select id from automation.approval
        where subject = ? and subject_type = ? and binned_at is null order by id desc limit 50\
        """,
        row -> row.getObject(1, UUID.class),
        subject.toString(),
        type);
  }
}

package org.shuke.sales.papers;

import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.shuke.platform.Refusal;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Policy;
import org.shuke.records.Type;
import org.shuke.records.reads.Reads;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Who may have the paper of a record, or send it to anybody: whoever may read all that stands on
/// it, and for whom it is.
public final class PaperRights {
  private PaperRights() {}

  /// @param fields what stands on the paper of this type
  /// @throws Refusal 404 when the caller may not see the record, 403 `<type>.paper-hidden` when
  ///   something on its paper is hidden from him
  public static void check(
      Transaction tx, Reads reads, Policy policy, Type type, UUID id, Collection<String> fields)
      throws SQLException {
    var found = reads.find(tx.connection(), policy, type, id, List.of());
    if (found == null) {
      throw Refusal.notFound();
    }
    var record = JsonMapper.shared().readTree(found);
    boolean all = fields.stream().allMatch(field -> policy.member(type, field) != null);
    if (!all
        || !names(tx, reads, policy, record, "account")
        || !names(tx, reads, policy, record, "contact")) {
      throw Refusal.forbidden(type.name() + ".paper-hidden", Map.of());
    }
  }

  /// May he read the name of the record that is referred to?
  private static boolean names(
      Transaction tx, Reads reads, Policy policy, JsonNode record, String reference)
      throws SQLException {
    var id = record.path(reference);
    var type = policy.catalog().type(reference);
    return id.isNull()
        || policy.member(type, "name") != null
            && reads.find(
                    tx.connection(), policy, type, UUID.fromString(id.stringValue()), List.of("id"))
                != null;
  }
}

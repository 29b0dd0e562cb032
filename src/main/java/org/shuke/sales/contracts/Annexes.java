package org.shuke.sales.contracts;

import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.shuke.customers.Attachments.Opened;
import org.shuke.platform.Refusal;
import org.shuke.platform.db.Transaction;
import org.shuke.platform.files.FileStore;
import org.shuke.records.Draft;
import org.shuke.records.Policy;
import org.shuke.records.Unit;
import org.shuke.records.Verb;
import org.shuke.records.writes.Desk;
import org.shuke.sales.contracts.Contract.Status;

/// The files of contracts. Those of a draft come and go; while a customer has it to sign, none
/// does; once it is signed, what was agreed to stays, and more may be put beside it, such as a scan
/// of the signed paper.
final class Annexes {
  static final String ATTACHMENT = "attachment";

  private final FileStore files;
  private final Desk desk;

  Annexes(FileStore files, Desk desk) {
    this.files = files;
    this.desk = desk;
  }

  void guard(Policy caller, Transaction tx, Verb verb, Draft file) throws SQLException {
    boolean same =
        Stream.of("contract", "file", "name")
            .allMatch(field -> Objects.equals(file.stored(field), file.get(field)));
    if (verb == Verb.UPDATE && same) {
      return;
    }
    if (file.stored("contract") instanceof UUID from) {
      mustBeOpen(tx, from, file.id());
    }
    if (file.get("contract") instanceof UUID to && !to.equals(file.stored("contract"))) {
      mustBeOpen(tx, to, file.id());
    }
  }

  /// The contract is held until the file is written: it is not sent meanwhile.
  private static void mustBeOpen(Transaction tx, UUID contract, UUID file) throws SQLException {
    var held = ContractSql.held(tx, contract);
    if (held == null || held.status().equals(Status.DRAFT.value())) {
      return;
    }
    if (held.status().equals(Status.SENT.value())) {
      throw Refusal.conflict("contract.files-sent", Map.of());
    }
    if (held.files().stream().anyMatch(annex -> annex.id().equals(file))) {
      throw Refusal.conflict("contract.files-agreed", Map.of());
    }
  }

  /// Attaches what was agreed to with one contract to another, too.
  void copy(Unit unit, UUID from, UUID to) throws SQLException {
    for (var annex : ContractSql.files(unit.tx(), from)) {
      var file = files.find(unit.tx(), annex.file()).orElseThrow();
      var by = unit.policy().principal().id();
      var own = files.add(unit.tx(), file.content(), file.name(), file.mediaType(), by);
      desk.create(unit, ATTACHMENT, Map.of("name", annex.name(), "file", own.id(), "contract", to));
    }
  }

  /// What is in one of the files that a customer agrees to.
  ///
  /// @throws Refusal 404 when it is none of them
  Opened agreed(Transaction tx, UUID contract, UUID id) throws SQLException {
    var annex =
        ContractSql.files(tx, contract).stream()
            .filter(each -> each.id().equals(id))
            .findFirst()
            .orElseThrow(Refusal::notFound);
    return new Opened(annex.name(), files.find(tx, annex.file()).orElseThrow(Refusal::notFound));
  }

  InputStream content(Opened opened) throws IOException {
    return files.open(opened.file());
  }
}

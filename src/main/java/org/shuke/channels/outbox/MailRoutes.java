package org.shuke.channels.outbox;

import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.shuke.ground.Ground;
import org.shuke.http.Answer;
import org.shuke.http.Call;
import org.shuke.http.Door;
import org.shuke.http.Routes;
import org.shuke.platform.Refusal;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Policy;
import tools.jackson.databind.json.JsonMapper;

/// The papers that a room sent with a mail, for whoever may read the mail and all that stands on
/// them.
public final class MailRoutes {
  /// Whether somebody may read all that stands on the paper of a record.
  @FunctionalInterface
  public interface Papers {
    /// @param about where in the page the record is
    /// @throws Refusal 403 or 404 when he may not
    void mustBeReadable(Transaction tx, Policy policy, String about) throws SQLException;
  }

  private final Ground ground;
  private final Papers papers;

  public MailRoutes(Ground ground, Papers papers) {
    this.ground = ground;
    this.papers = papers;
  }

  public void addTo(Routes routes) {
    routes.get("/api/v1/mails/{id}/files/{file}", Door.SIGNED_IN, this::file);
  }

  private record Found(String name, UUID file) {}

  private Answer file(Call call) {
    call.allow();
    var found = ground.database().snapshot(tx -> found(tx, call));
    var stored = ground.files().find(found.file()).orElseThrow(Refusal::notFound);
    return Answer.saved(found.name(), () -> ground.files().open(stored));
  }

  private Found found(Transaction tx, Call call) throws SQLException {
    var type = call.policy().catalog().type(Outbox.MAIL);
    if (!call.policy().reads(Outbox.MAIL, "files", "about")) {
      throw Refusal.notFound();
    }
    var file = call.id("file");
    var read =
        ground
            .reads()
            .find(tx.connection(), call.policy(), type, call.id(), List.of("files", "about"));
    if (read == null) {
      throw Refusal.notFound();
    }
    var mail = JsonMapper.shared().readTree(read);
    for (var each : mail.path("files")) {
      if (each.path("file").asString("").equals(file.toString())) {
        papers.mustBeReadable(tx, call.policy(), mail.path("about").asString(""));
        return new Found(each.path("name").asString(""), file);
      }
    }
    throw Refusal.notFound();
  }
}

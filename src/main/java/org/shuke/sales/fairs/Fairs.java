package org.shuke.sales.fairs;

import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Texts;
import org.shuke.records.Draft;
import org.shuke.records.Type;
import org.shuke.records.Unit;
import org.shuke.records.writes.Version;
import org.shuke.records.writes.Writes;
import tools.jackson.databind.json.JsonMapper;

/// The desk of fairs: marks what somebody gets again, and says when a follow-up is due.
public final class Fairs {
  private final Supplier<Writes> writes;

  /// What whoever hands something out should know.
  ///
  /// @param message in his language
  record Said(String field, String code, String message) {}

  private final Texts texts;
  private final ZoneId zone;
  private final List<Type> types;

  /// @param zone whose days events are in
  public Fairs(Supplier<Writes> writes, Texts texts, ZoneId zone, Clock clock) {
    this.writes = writes;
    this.texts = texts;
    this.zone = zone;
    this.types = List.of(Event.type(), Material.type(), HandOut.type(clock));
  }

  public List<Type> types() {
    return types;
  }

  public void watch(Writes writing) {
    writing.then("hand-out", this::handedOut);
    writing.advising("hand-out", this::warned);
  }

  /// Says at once that the person had it before, while it can still be kept back.
  private List<Said> warned(Unit unit, UUID handOut) throws SQLException {
    var material = FairSql.again(unit.tx(), handOut);
    if (material == null) {
      return List.of();
    }
    var locale = unit.policy().principal().locale();
    var message = texts.text(locale, "hand-out.again", Map.of("material", material));
    return List.of(new Said("material", "hand-out.again", message));
  }

  private void handedOut(Unit unit, Draft handOut) throws SQLException {
    if (handOut.stored("material") == null
        && handOut.get("lead") instanceof UUID lead
        && handOut.get("material") instanceof UUID material
        && FairSql.had(unit.tx(), handOut.id(), lead, material)) {
      var type = unit.policy().catalog().type("hand-out");
      var change = JsonMapper.shared().createObjectNode().put("repeated", true);
      writes.get().patch(unit.asDesk(), type, handOut.id(), new Version.Any(), change);
    }
  }

  /// By when somebody who was met at an event must have been called; null when it does not say.
  public java.time.@Nullable OffsetDateTime due(Unit unit, UUID event) throws SQLException {
    return FairSql.due(unit.tx(), event, zone);
  }
}

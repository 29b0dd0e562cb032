package org.shuke.records;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The values that one run of a [Compiled] statement binds to its slots.
///
/// @param literals the filter's literals in the order of the source text
/// @param cursor the last page's last row, as exact database values; null entries are absent values
public record Bindings(
    Policy policy,
    Instant now,
    ZoneId zone,
    List<?> literals,
    List<? extends @Nullable Object> cursor,
    List<String> words,
    @Nullable UUID id) {

  /// For a statement without filter, page or words.
  public static Bindings of(Policy policy, Instant now) {
    return new Bindings(
        policy, now, policy.principal().zone(), List.of(), List.of(), List.of(), null);
  }

  public Bindings at(UUID record) {
    return new Bindings(policy, now, zone, literals, cursor, words, record);
  }

  public @Nullable Object of(Slot slot) {
    return switch (slot.what()) {
      case LITERAL -> literals.get(slot.index());
      case ME -> policy.principal().user();
      case TEAM -> policy.members().team();
      case TEAM_OWNERS -> policy.members().inTeam();
      case TREE_OWNERS -> policy.members().inTree();
      case MY_TEAMS -> policy.members().teams();
      case NOW -> now;
      case ZONE -> zoneName();
      case CURSOR -> cursor.get(slot.index());
      case WORDS -> words.get(slot.index());
      case ID -> id;
    };
  }

  /// The zone as PostgreSQL reads it: by name, or a fixed offset in POSIX's sense, whose sign is
  /// the other way round.
  private String zoneName() {
    if (!(zone.normalized() instanceof ZoneOffset offset)) {
      return zone.getId();
    }
    return offset.equals(ZoneOffset.UTC)
        ? "UTC"
        : ZoneOffset.ofTotalSeconds(-offset.getTotalSeconds()).getId();
  }

  /// Binds one value in the form that the driver sends without guessing its type.
  public void set(PreparedStatement statement, int at, @Nullable Object value) throws SQLException {
    switch (value) {
      case null -> statement.setNull(at, Types.OTHER);
      case UUID[] ids ->
          statement.setArray(at, statement.getConnection().createArrayOf("uuid", ids));
      case String[] texts ->
          statement.setArray(at, statement.getConnection().createArrayOf("text", texts));
      case Instant instant -> statement.setObject(at, instant.atOffset(ZoneOffset.UTC));
      case BigDecimal number -> statement.setBigDecimal(at, number);
      case String text -> statement.setString(at, text);
      case OffsetDateTime time -> statement.setObject(at, time);
      default -> statement.setObject(at, value);
    }
  }
}

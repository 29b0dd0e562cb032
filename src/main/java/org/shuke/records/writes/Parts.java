package org.shuke.records.writes;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.shuke.records.Inverse;
import org.shuke.records.Type;
import org.shuke.records.Type.Ownership;
import org.shuke.records.Unit;

/// The parts of one record: loaded when first asked for, and written with it.
final class Parts {
  private final Unit unit;
  private final RecordDraft record;
  private final LoadSql loads;
  private final RecordSql sql;
  private final Map<String, Map<UUID, RecordDraft>> stored = new HashMap<>();

  Parts(Unit unit, RecordDraft record, LoadSql loads, RecordSql sql) {
    this.unit = unit;
    this.record = record;
    this.loads = loads;
    this.sql = sql;
  }

  /// What is stored, by id.
  Map<UUID, RecordDraft> of(Inverse relation) {
    return stored.computeIfAbsent(
        relation.name(),
        name -> {
          try {
            return loads.parts(unit, relation, record.id());
          } catch (SQLException e) {
            throw Collisions.lost(e);
          }
        });
  }

  /// What is stored, in its order.
  List<RecordDraft> of(String relation) {
    return List.copyOf(of(inverse(relation)).values());
  }

  private Inverse inverse(String name) {
    var inverse = unit.policy().catalog().inverse(record.type(), name);
    if (inverse == null) {
      throw new IllegalStateException(record.type() + " has no parts " + name);
    }
    return inverse;
  }

  /// Writes the lists that were given: what is missing from one is removed.
  void write(long version) throws SQLException {
    for (var given : record.givenParts().entrySet()) {
      if (!record.isNew()) {
        remove(given.getKey(), given.getValue(), version);
      }
      int position = 0;
      var fresh = new ArrayList<PartSql.Placed>();
      for (var part : given.getValue()) {
        if (part.isNew()) {
          adopt(part);
          fresh.add(new PartSql.Placed(part, position++));
        } else {
          sql.updatePart(unit, part, record.id(), position++, version);
        }
      }
      insert(given.getKey(), fresh, version);
    }
  }

  private void insert(String relation, List<PartSql.Placed> fresh, long version)
      throws SQLException {
    if (PartSql.fits(type(relation), fresh.size())) {
      PartSql.insert(unit, type(relation), record.id(), version, fresh);
    } else {
      for (var each : fresh) {
        sql.insertPart(unit, each.part(), record.id(), each.position(), version);
      }
    }
  }

  private Type type(String relation) {
    return unit.policy().catalog().type(inverse(relation).target());
  }

  private void remove(String relation, List<RecordDraft> staying, long version)
      throws SQLException {
    var gone = new HashMap<>(of(inverse(relation)));
    staying.forEach(part -> gone.remove(part.id()));
    if (PartSql.fits(type(relation), gone.size())) {
      PartSql.delete(unit, type(relation), record.id(), version, List.copyOf(gone.values()));
    } else {
      for (var part : gone.values()) {
        sql.deletePart(unit, part, record.id(), version);
      }
    }
  }

  /// A part points to the record that it lives in.
  private void adopt(RecordDraft part) {
    if (part.type().ownership() instanceof Ownership.Part(String parent, String via)) {
      part.set(via, record.id());
    }
  }
}

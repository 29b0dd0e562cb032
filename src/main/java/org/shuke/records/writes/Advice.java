package org.shuke.records.writes;

import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.shuke.records.Unit;

/// What a room says beside a write that it allows: nothing is wrong, but whoever wrote should know
/// it before he goes on. Asked once the record stands written, in the same transaction; the answer
/// of the write carries it as `advice`.
@FunctionalInterface
public interface Advice {
  /// @param unit of the caller, who is told nothing that he may not read
  /// @return records to be shown in their order; empty when there is nothing to say
  List<?> on(Unit unit, UUID id) throws SQLException;
}

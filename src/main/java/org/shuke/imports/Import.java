package org.shuke.imports;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.imports.files.Shape;

/// One file on its way to become records.
///
/// @param owner the user whose rights count
/// @param actor who acts: the user himself, or his key
/// @param type `sales` or the name of a type
/// @param file the stored file
/// @param rows how many rows the check found
/// @param counted what the ledger said when a check, the import or a cancel ended; null between
/// @param made how many records of each type it would make, or has made, by plural, where a row may
///   make several; counted with the ledger, empty between
/// @param problem the code of what made it fail
/// @param undone whether its unit was undone
public record Import(
    UUID id,
    long version,
    Instant createdAt,
    UUID owner,
    UUID actor,
    String type,
    State state,
    String fileName,
    String file,
    Shape shape,
    List<Column> columns,
    Mapping mapping,
    List<Warning> warnings,
    long rows,
    @Nullable Counters counted,
    Map<String, Long> made,
    @Nullable String problem,
    @Nullable UUID job,
    boolean undone) {

  /// ```
  ///   uploaded ─check─▶ checking ─▶ checked ─start─▶ running ─▶ done ─undo─▶ undone
  ///      ▲  mapping changed  │         │                │
  ///      └───────────────────┴─────────┘                └─cancel─▶ cancelled
  /// ```
  public enum State {
    UPLOADED,
    CHECKING,
    CHECKED,
    RUNNING,
    DONE,
    CANCELLED,
    FAILED
  }

  /// What a person should know about the file or a column before starting.
  ///
  /// @param rows how many rows it is about; null where it is the file as a whole
  /// @param examples of the cells
  public record Warning(
      @Nullable String column, String code, @Nullable Long rows, @Nullable List<String> examples) {
    static Warning of(@Nullable String column, String code) {
      return new Warning(column, code, null, null);
    }
  }
}

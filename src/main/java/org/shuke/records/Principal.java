package org.shuke.records;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who acts: what `createdBy`, `updatedBy` and the change log point to.
///
/// @param id the row in `records.principal`; for a user the user's own id
/// @param user the user whose rights count: the user himself, or the one on whose behalf a key,
///   import or job acts; null for the program itself
/// @param name as shown beside what was done
public record Principal(
    UUID id, Kind kind, @Nullable UUID user, String name, Locale locale, ZoneId zone) {
  /// What kind of actor it is.
  public enum Kind {
    USER,
    CONTACT,
    KEY,
    FORM,
    JOB,
    RULE,
    SYSTEM
  }

  /// What `createdBy` and its like point to: everybody who signs in may read the names of actors.
  public static final Type TYPE =
      new Type(
          new Type.Spec(
              "principal",
              "principals",
              "records.principal",
              "name",
              new Type.Ownership.Common(),
              List.of(
                  new Field(
                      "name",
                      "name",
                      org.shuke.records.Kind.TEXT,
                      null,
                      List.of(),
                      null,
                      Field.Flags.NONE.asSystem(),
                      null),
                  new Field(
                      "kind",
                      "kind",
                      org.shuke.records.Kind.TEXT,
                      null,
                      List.of(),
                      null,
                      Field.Flags.NONE.asSystem(),
                      null)),
              List.of(),
              null,
              List.of(),
              List.of(),
              List.of(),
              List.of(),
              null,
              Type.Made.FREELY));

  /// The program itself: migrations, first start, derived data.
  public static final Principal SYSTEM =
      new Principal(new UUID(0, 1), Kind.SYSTEM, null, "Shuke", Locale.ENGLISH, ZoneId.of("UTC"));
}

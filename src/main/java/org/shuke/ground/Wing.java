package org.shuke.ground;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.shuke.http.Routes;
import org.shuke.platform.db.Transaction;
import org.shuke.platform.jobs.Jobs;
import org.shuke.platform.settings.Setting;
import org.shuke.records.Type;
import org.shuke.records.pages.Section;
import org.shuke.records.writes.Writes;

/// A part of the program: what it brings to the whole. Each part is asked once, in this order,
/// while the program is built.
public interface Wing extends AutoCloseable {
  /// The types of record that it owns.
  default List<Type> types() {
    return List.of();
  }

  /// The types of all wings, with what this one adds to those of the wings below.
  default List<Type> extend(List<Type> all) {
    return all;
  }

  /// Has its rooms asked about what is written.
  default void watch(Writes writes) {}

  /// Registers what it does in the background.
  default void runBy(Jobs jobs) {}

  /// Its addresses.
  default void addTo(Routes routes) {}

  /// What administrators may set while the program runs.
  default List<Setting<?>> settings() {
    return List.of();
  }

  /// What it tells on the pages of records.
  default List<Section> sections() {
    return List.of();
  }

  /// Names what a new house starts with in the language in which it is set up.
  default void name(Transaction tx, Locale language) throws SQLException {}

  /// Begins what goes on by itself, before the doors open.
  default void start() {}

  /// Ends it.
  @Override
  default void close() {}
}

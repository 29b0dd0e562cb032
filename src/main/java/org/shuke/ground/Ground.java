package org.shuke.ground;

import java.time.Clock;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.DiskSpace;
import org.shuke.platform.Refusal;
import org.shuke.platform.Settings;
import org.shuke.platform.Texts;
import org.shuke.platform.db.Database;
import org.shuke.platform.files.FileStore;
import org.shuke.platform.jobs.Jobs;
import org.shuke.platform.jobs.Schedule;
import org.shuke.platform.secrets.Secrets;
import org.shuke.platform.settings.Setting;
import org.shuke.platform.settings.StoredSettings;
import org.shuke.records.Catalog;
import org.shuke.records.Policy;
import org.shuke.records.Principal;
import org.shuke.records.reads.Reads;
import org.shuke.records.units.Units;
import org.shuke.records.writes.PhoneNumbers;
import org.shuke.records.writes.Writes;

/// What every wing stands on: the platform's rooms from the beginning, the engine as soon as all
/// wings have brought their types.
public final class Ground implements AutoCloseable {
  private static final String TIDY_FILES = "files-tidy";

  private final Settings settings;
  private final Database database;
  private final Clock clock;
  private final Texts texts = Texts.load();
  private final DiskSpace disk;
  private final FileStore files;
  private final Jobs jobs;
  private final StoredSettings stored;
  private final Secrets secrets;
  private @Nullable Engine engine;

  public Ground(Settings settings, Database database, Clock clock) {
    this.settings = settings;
    this.database = database;
    this.clock = clock;
    this.disk = new DiskSpace(settings.data()).watch();
    this.files = new FileStore(database, settings.data(), disk, clock);
    this.jobs = new Jobs(database);
    this.stored = new StoredSettings(database);
    this.secrets = Secrets.of(settings.secretKey(), settings.data());
    jobs.register(TIDY_FILES, run -> files.tidy());
    jobs.recurring(TIDY_FILES, Schedule.daily(LocalTime.of(4, 0), zone()));
  }

  /// Gives the wings their engine.
  public void carries(Engine built) {
    this.engine = built;
  }

  public Settings settings() {
    return settings;
  }

  public Database database() {
    return database;
  }

  public Clock clock() {
    return clock;
  }

  /// The company's, where days begin and end.
  public ZoneId zone() {
    return settings.timezone();
  }

  /// The code of the company's currency.
  public String currency() {
    return settings.currency().getCurrencyCode();
  }

  /// The company's country, ISO 3166-1 alpha-2: the one it has set, else that of its locale or its
  /// currency; null when none of them tells.
  public @Nullable String country() {
    var set = stored.get("company", Home.class, new Home(null)).value().country();
    return set == null || set.isBlank() ? PhoneNumbers.home(settings.locale(), currency()) : set;
  }

  /// What this room needs to know of the setting `company`.
  private record Home(@Nullable String country) {}

  public Texts texts() {
    return texts;
  }

  public DiskSpace disk() {
    return disk;
  }

  public FileStore files() {
    return files;
  }

  public Jobs jobs() {
    return jobs;
  }

  /// What seals the secrets of integrations.
  public Secrets secrets() {
    return secrets;
  }

  public StoredSettings stored() {
    return stored;
  }

  /// A setting as it stands whenever it is asked for.
  public <T extends Record> Supplier<T> setting(Setting<T> setting) {
    return () -> stored.get(setting.name(), setting.type(), setting.otherwise()).value();
  }

  private Engine engine() {
    if (engine == null) {
      throw new IllegalStateException("asked for the engine before all wings have their types");
    }
    return engine;
  }

  public Reads reads() {
    return engine().reads();
  }

  public Writes writes() {
    return engine().writes();
  }

  public Units units() {
    return engine().units();
  }

  /// The types as they are now.
  public Catalog catalog() {
    return engine().schema().catalog();
  }

  /// What the program may do by itself: everything.
  public Policy program() {
    return Policy.unlimited(Principal.SYSTEM, Policy.Members.NOBODY, catalog());
  }

  /// Today's rights of a principal, for work that goes on after its request.
  public Policy policyOf(UUID principal) {
    var policy = database.background().transaction(tx -> engine().rights().policyOf(tx, principal));
    if (policy == null) {
      throw Refusal.forbidden("may-no-longer", Map.of());
    }
    return policy;
  }

  @Override
  public void close() {
    jobs.close();
    disk.close();
  }
}

package org.shuke.records.live;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;
import org.shuke.platform.db.Database;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Bindings;
import org.shuke.records.Catalog;
import org.shuke.records.Compiled;
import org.shuke.records.Policy;
import org.shuke.records.Row;
import org.shuke.records.Type;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells browsers what has changed of what they show.
///
/// The log is asked a few times a second, and only while somebody watches. It is not announced by
/// `notify`: a notification takes a lock at commit that all writers of the database share, so that
/// their commits would no longer reach the disk together.
public final class Live implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Live.class);
  private static final Duration TICK = Duration.ofMillis(300);

  private static final int MOST_STREAMS = 10;

  private record Asked(String shape, @Nullable UUID user) {}

  private final Database database;
  private final Supplier<Catalog> catalog;
  private final Clock clock;
  private final Duration every;
  private final List<Stream> streams = new CopyOnWriteArrayList<>();
  private final Object turn = new Object();
  private @Nullable Thread watch;
  private @Nullable String snapshot;
  private boolean closed;

  public Live(Database database, Supplier<Catalog> catalog, Clock clock) {
    this(database, catalog, clock, TICK);
  }

  Live(Database database, Supplier<Catalog> catalog, Clock clock, Duration every) {
    this.database = database;
    this.catalog = catalog;
    this.clock = clock;
    this.every = every;
  }

  /// Opens a stream; what happens from here on is told.
  ///
  /// @param caller asked at every tick that has something to tell; null when he may no longer
  public Stream open(Policy policy, Supplier<@Nullable Policy> caller, List<Watched> watched) {
    var stream = new Stream(this, policy.principal().id(), caller);
    synchronized (turn) {
      if (closed) {
        throw Refusal.unavailable("stopping", Duration.ofSeconds(2));
      }
      if (snapshot == null) {
        snapshot = database.read(tx -> ChangeWindow.after(tx, null, catalog.get())).until();
      }
      leaveOldest(policy.principal().id());
      show(stream, policy, watched);
      streams.add(stream);
      start();
    }
    return stream;
  }

  /// A browser needs one; whoever opens ever more loses the first.
  private void leaveOldest(UUID principal) {
    var own = streams.stream().filter(s -> s.belongsTo(principal)).toList();
    if (own.size() >= MOST_STREAMS) {
      own.getFirst().close();
    }
  }

  /// The page shows something else now.
  ///
  /// @throws Refusal 404 when there is no such stream of this caller
  public void show(UUID stream, Policy policy, List<Watched> watched) {
    var found =
        streams.stream()
            .filter(s -> s.id().equals(stream) && s.belongsTo(policy.principal().id()))
            .findFirst()
            .orElseThrow(Refusal::notFound);
    synchronized (turn) {
      show(found, policy, watched);
    }
  }

  private void show(Stream stream, Policy policy, List<Watched> watched) {
    var asked = new HashMap<String, Set<UUID>>();
    for (var each : watched) {
      if (each.id() != null) {
        asked.computeIfAbsent(each.type(), t -> new HashSet<>()).add(each.id());
      }
    }
    var readable = new HashMap<String, Set<UUID>>();
    asked.forEach((type, ids) ->
        readable.put(type, database.read(tx -> versions(tx, policy, type, ids)).keySet()));
    stream.show(watched, readable);
  }

  private void start() {
    if (watch == null) {
      watch = Thread.ofVirtual().name("live").start(this::run);
    }
  }

  private void run() {
    while (true) {
      try {
        Thread.sleep(every);
        tick();
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.warn("Live pages wait for the database: {}", e.toString());
      }
      synchronized (turn) {
        if (closed || streams.isEmpty()) {
          watch = null;
          snapshot = null;
          return;
        }
      }
    }
  }

  /// Tells everybody what has changed since the last time.
  void tick() {
    synchronized (turn) {
      var now = catalog.get();
      var since = snapshot;
      var window = database.read(tx -> ChangeWindow.after(tx, since, now));
      if (!window.changed().isEmpty() || !window.stale().isEmpty()) {
        tell(window);
      }
      snapshot = window.until();
    }
  }

  private void tell(ChangeWindow window) {
    var policies = new HashMap<Stream, Policy>();
    for (var stream : streams) {
      var policy = stream.policy();
      if (policy == null) {
        stream.close();
      } else {
        policies.put(stream, policy);
      }
    }
    for (var type : window.stale()) {
      policies.keySet().stream().filter(s -> s.watches(type)).forEach(s -> s.stale(type));
    }
    window.changed().forEach((type, ids) -> tell(type, ids, policies));
  }

  private void tell(String type, Set<UUID> ids, Map<Stream, Policy> policies) {
    var answers = new HashMap<Asked, Map<UUID, Long>>();
    policies.forEach((stream, policy) -> {
      if (stream.watches(type)) {
        var asked = new Asked(policy.shape(), policy.principal().user());
        var readable =
            answers.computeIfAbsent(
                asked, a -> database.read(tx -> versions(tx, policy, type, ids)));
        stream.tell(type, ids, readable);
      }
    });
  }

  /// The versions of those records that the caller may read now.
  private Map<UUID, Long> versions(Transaction tx, Policy policy, String name, Collection<UUID> ids)
      throws SQLException {
    var versions = new HashMap<UUID, Long>();
    var type = policy.catalog().find(name);
    if (type == null || type.isPart()) {
      return versions;
    }
    var values = Bindings.of(policy, clock.instant());
    try (var statement = statement(policy, type, ids).prepare(tx.connection(), values);
        var rows = statement.executeQuery()) {
      while (rows.next()) {
        versions.put(rows.getObject(1, UUID.class), rows.getLong(2));
      }
    }
    return versions;
  }

  private static Compiled statement(Policy policy, Type type, Collection<UUID> ids) {
    var row = new Row(type, "t");
    return Compiled.of(
        DSL.select(row.id(), DSL.field(DSL.name("t", "version"), Long.class))
            .from(row.table())
            .where(row.id().eq(DSL.any(ids.toArray(UUID[]::new))))
            .and(policy.readable(row)));
  }

  void leave(Stream stream) {
    streams.remove(stream);
  }

  /// Ends all streams: the first thing at shutdown.
  @Override
  public void close() {
    synchronized (turn) {
      closed = true;
      if (watch != null) {
        watch.interrupt();
      }
    }
    new ArrayList<>(streams).forEach(Stream::close);
  }
}

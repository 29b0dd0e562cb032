package org.shuke.records.live;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Policy;

/// What one browser watches, and what it has not been told yet.
///
/// Events wait in a bounded queue: a reader that is too slow is told `stale` for all it watches and
/// nothing else.
public final class Stream implements AutoCloseable {
  /// Something to tell. `CHANGED` and `GONE` are of one record, `STALE` is of a type.
  public record Event(What what, String type, @Nullable UUID id, long version) {
    /// What happened.
    public enum What {
      CHANGED,
      GONE,
      STALE
    }
  }

  private static final int WAITING = 2_000;

  private final UUID id = UUID.randomUUID();
  private final UUID principal;
  private final Supplier<@Nullable Policy> caller;
  private final Live live;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>(WAITING);
  private final Set<String> types = new HashSet<>();
  private final Map<String, Set<UUID>> records = new HashMap<>();
  private volatile boolean closed;

  Stream(Live live, UUID principal, Supplier<@Nullable Policy> caller) {
    this.live = live;
    this.principal = principal;
    this.caller = caller;
  }

  /// How the page names its stream when it shows something else.
  public UUID id() {
    return id;
  }

  boolean belongsTo(UUID other) {
    return principal.equals(other);
  }

  /// What the caller may do now; null when he may no longer come in.
  @Nullable Policy policy() {
    return caller.get();
  }

  /// Watches these and nothing else. What was watched before and is again, but is not to be read
  /// now, went since the last tick: it stays watched, so that the next one tells so.
  ///
  /// @param readable the records among them that the caller may read
  synchronized void show(Collection<Watched> watched, Map<String, Set<UUID>> readable) {
    var before = new HashMap<>(records);
    types.clear();
    records.clear();
    readable.forEach((type, ids) -> records.put(type, new HashSet<>(ids)));
    for (var each : watched) {
      var id = each.id();
      if (id == null) {
        types.add(each.type());
      } else if (before.getOrDefault(each.type(), Set.of()).contains(id)) {
        records.computeIfAbsent(each.type(), t -> new HashSet<>()).add(id);
      }
    }
  }

  synchronized boolean watches(String type) {
    return types.contains(type) || !records.getOrDefault(type, Set.of()).isEmpty();
  }

  /// Queues what a tick found of a type: the versions of the records that the caller may read.
  synchronized void tell(String type, Set<UUID> changed, Map<UUID, Long> readable) {
    var shown = records.computeIfAbsent(type, t -> new HashSet<>());
    for (var id : changed) {
      var version = readable.get(id);
      if (version != null && (types.contains(type) || shown.contains(id))) {
        offer(new Event(Event.What.CHANGED, type, id, version));
      } else if (version == null && shown.remove(id)) {
        offer(new Event(Event.What.GONE, type, id, 0));
      }
    }
  }

  synchronized void stale(String type) {
    offer(new Event(Event.What.STALE, type, null, 0));
  }

  private void offer(Event event) {
    if (!events.offer(event)) {
      events.clear();
      var all = new HashSet<>(types);
      all.addAll(records.keySet());
      all.forEach(type -> events.add(new Event(Event.What.STALE, type, null, 0)));
    }
  }

  /// The next events, when there are some within the time.
  public List<Event> next(long millis) throws InterruptedException {
    var first = events.poll(millis, TimeUnit.MILLISECONDS);
    var next = new ArrayList<Event>();
    if (first != null) {
      next.add(first);
      events.drainTo(next);
    }
    return next;
  }

  /// False when the caller may no longer come in, or the program stops.
  public boolean open() {
    return !closed;
  }

  @Override
  public void close() {
    closed = true;
    live.leave(this);
  }
}

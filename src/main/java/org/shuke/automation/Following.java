package org.shuke.automation;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;
import org.shuke.platform.db.Database;
import org.shuke.platform.db.DatabaseFault;
import org.shuke.records.Followers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the change log on for one reader, a few times a second. Of several nodes one reads at a
/// time; the others look again later.
final class Following implements AutoCloseable {
  private static final Duration TICK = Duration.ofMillis(500);
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(5);
  private static final int PAGE = 200;
  private static final Logger LOG = LoggerFactory.getLogger(Following.class);

  private final String name;
  private final Followers followers;
  private final Followers.Reader reader;
  private volatile boolean closed;
  private @Nullable Thread thread;

  Following(Database database, String name, Followers.Reader reader) {
    this.name = name;
    this.followers = new Followers(database);
    this.reader = reader;
  }

  void start() {
    followers.register(name, Followers.Start.NOW);
    thread = Thread.ofVirtual().name("follow " + name).start(this::run);
  }

  private void run() {
    while (!closed) {
      var pause = TICK;
      try {
        if (followers.behind(name)) {
          followers.follow(name, PAGE, reader);
        }
      } catch (Refusal | DatabaseFault e) {
        LOG.debug("{} waits for the database: {}", name, e.getMessage());
        pause = AFTER_TROUBLE;
      } catch (RuntimeException e) {
        LOG.error("{} met an unexpected problem and goes on", name, e);
        pause = AFTER_TROUBLE;
      }
      rest(pause);
    }
  }

  private void rest(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  @Override
  public void close() {
    closed = true;
    if (thread != null) {
      thread.interrupt();
      try {
        thread.join(Duration.ofSeconds(5));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

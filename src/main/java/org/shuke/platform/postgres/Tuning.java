package org.shuke.platform.postgres;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/// The server's settings, given on its command line, where they win over every file in the cluster.
final class Tuning {
  private static final long MIB = 1L << 20;

  /// Many iterations protect weak passwords; ours are 192 random bits, and a connection is made
  /// often.
  static final String SCRAM_ITERATIONS = "scram_iterations=64";

  private Tuning() {}

  static List<String> settings(int port) {
    return List.of(
        // rule 1: what is acknowledged is on the disk
        "fsync=on",
        "synchronous_commit=on",
        "full_page_writes=on",
        // rule 4: from this machine only, with a password
        "listen_addresses=127.0.0.1",
        "port=" + port,
        "unix_socket_directories=",
        "password_encryption=scram-sha-256",
        SCRAM_ITERATIONS,
        // a small machine shared with our own program
        "max_connections=80",
        "shared_buffers=" + sharedBuffersMiB() + "MB",
        "work_mem=16MB",
        "maintenance_work_mem=128MB",
        "max_wal_size=2GB",
        "checkpoint_timeout=15min",
        "random_page_cost=1.1",
        "jit=off",
        "timezone=UTC",
        "idle_in_transaction_session_timeout=10min",
        // a log that stays small and has nobody's data in it
        "logging_collector=on",
        "log_directory=log",
        "log_filename=postgres-%a.log",
        "log_truncate_on_rotation=on",
        "log_rotation_size=0",
        "log_line_prefix=%m [%p] %u ",
        "log_timezone=UTC",
        "log_error_verbosity=terse",
        "log_parameter_max_length=0",
        "log_min_error_statement=panic",
        "log_checkpoints=off",
        "log_lock_waits=on");
  }

  private static long sharedBuffersMiB() {
    var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return Math.clamp(system.getTotalMemorySize() / MIB / 8, 64, 2048);
  }
}

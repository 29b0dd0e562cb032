/// The embedded PostgreSQL: the program's own server on the program's own folder, as durable as one
/// that an administrator would set up. Start reading at [PostgresServer].
///
/// ```
///   data/postgres            the cluster; made under another name and renamed when complete
///   data/postgres.passwords  the three roles' passwords, readable only by the program's user
///   data/postgres.lock       held by the one Shuke that serves this folder
///   data/binaries/…          the server's programs, unpacked once per version
/// ```
///
/// 1. Nothing acknowledged is lost: fsync, synchronous commit, full page writes and checksums are
///    on.
/// 2. One server per folder: a second Shuke refuses, an orphan of a killed one is stopped cleanly.
/// 3. A server that dies is started again; meanwhile the program is not ready.
/// 4. It listens on loopback only, every role has a password, and the application is no superuser.
@NullMarked
package org.shuke.platform.postgres;

import org.jspecify.annotations.NullMarked;

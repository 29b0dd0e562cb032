/// The database: pools, transactions as lambdas, migrations, and the check that what is
/// acknowledged is kept. Start reading at [Database].
///
/// ```
///   read         own connections, read-only, a statement is its own transaction (one round trip)
///   transaction  all or nothing; run again when it met another (≤ 3 times)
///   snapshot     read-only, every statement sees the same moment
///   background   jobs and exports, which may take long
///   schema       the owner's one connection, for changes of the schema
/// ```
///
/// 1. A weak setting of the server stops the start: see [Durability].
/// 2. A lost database is a [org.shuke.platform.Refusal] 503 with Retry-After, never an error with
///    SQL in it.
/// 3. No feature can take all connections: interactive work, jobs and schema changes have their
///    own.
/// 4. The application's role owns nothing; migrations run as the owner's.
///
/// An outside database is reached by SHUKE_DATABASE_URL. If its role owns the database, it is used
/// for both; SHUKE_DATABASE_OWNER_URL names a separate owner, which keeps promise 4 there too.
@NullMarked
package org.shuke.platform.db;

import org.jspecify.annotations.NullMarked;

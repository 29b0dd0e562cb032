/// The edge: the only room that speaks HTTP. Everything else hands it [Route]s, functions from a
/// [Call] to an [Answer].
///
/// ```
///   bytes ──▶ security headers ──▶ route ──▶ who calls ──▶ from our page? ──▶ once only ──▶ handler
///             (Jetty, outermost)   [Routes]  [Door]        [Origins]          [Idempotency]
/// ```
///
/// 1. Every answer carries the security headers, also those that no handler of ours has seen.
/// 2. Every failure is a problem document (RFC 9457) in the caller's language, equal for equal
///    causes: no stack trace, no request id, nothing that varies.
/// 3. What a route does not say is refused: unknown members, doubled parameters, other content
///    types, bodies above its limit, foreign origins.
/// 4. An `Idempotency-Key` holds on every write, because the edge keeps it where the handler does
///    not.
/// 5. No connection of the database is held while a client reads.
///
/// Start reading at [Http#serve].
@NullMarked
package org.shuke.http;

import org.jspecify.annotations.NullMarked;

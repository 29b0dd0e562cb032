/// People and doors: users, teams, roles, sessions, keys, and who may do what.
///
/// ```
///   first start ──▶ administrator ──invites──▶ user ──password──▶ session ─┐
///                                               │                         ├──▶ [Policy]
///                                               └──issues──▶ key ──────────┘
/// ```
///
/// 1. A request gets its rights anew from roles, team and key; what is remembered between requests
///    is forgotten as soon as any of them changes, on every node within a second.
/// 2. Sessions, keys and invitations are random, kept as hashes, and end with their user.
/// 3. At most ten tries a quarter of an hour reach a password, counted before it is looked at; a
///    stranger's tries do not lock out a browser that its user has signed in with before.
/// 4. Unknown, locked and wrong look alike.
/// 5. Nobody but an administrator gives away what he does not have himself.
///
/// Start reading at [Access], then [Authentication] and [Rights].
@NullMarked
package org.shuke.access;

import org.jspecify.annotations.NullMarked;

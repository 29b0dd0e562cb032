/// The one place where connections to the world begin.
///
/// ```
///   host, port ──▶ strictly read ──▶ resolved once ──▶ every address checked ──▶ connected to that address
/// ```
///
/// 1. A host is a DNS name, an IPv4 address of four plain decimal numbers, or an IPv6 address in
///    brackets. Other notations (octal, hexadecimal, short, with a zone or a trailing dot), which
///    programs read differently, are refused.
/// 2. Every address that a name has must be public by our own table; one that is not refuses all.
/// 3. The socket goes to the very address that was checked: the name is not asked again.
/// 4. Redirects are not followed; times and sizes are limited.
/// 5. Administrators allow what lies inside their own network by name, address or range; nobody
///    else can.
///
/// Start reading at [Egress].
@NullMarked
package org.shuke.platform.egress;

import org.jspecify.annotations.NullMarked;

/// The links by which customers read what was sent to them and answer it, without signing in.
///
/// 1. A token is 256 random bits; the database keeps its SHA-256 only.
/// 2. A link leads to one record and ends at a time that was set when it was made, or when somebody
///    takes it back.
/// 3. A record is open to one address at a time: sent to another one, the links before end.
/// 4. Reading changes nothing: scanners of mail programs may follow every link.
///
/// Start reading at [Links].
@NullMarked
package org.shuke.sales.links;

import org.jspecify.annotations.NullMarked;

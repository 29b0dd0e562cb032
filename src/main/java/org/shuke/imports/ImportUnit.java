package org.shuke.imports;

import java.time.Instant;
import java.util.UUID;

/// One chunk's who and when: what every record and change row of it carries. The import is the unit
/// that undoes together.
///
/// @param owner the user whose rights count and who owns what is made
record ImportUnit(UUID id, UUID actor, UUID owner, Instant at) {}

/// The engine's addresses: every declared type, built in or custom, is a resource under its plural.
///
/// Nothing is decided here: names are looked up, parameters read, and the desks asked.
@NullMarked
package org.shuke.http.records;

import org.jspecify.annotations.NullMarked;

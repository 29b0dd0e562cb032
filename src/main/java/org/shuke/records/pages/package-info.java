/// One record with everything around it, in one request: the record, what happened to it, and the
/// first rows of every list that refers to it.
///
/// ```
///   record     names of what it refers to, its parts
///   timeline   its first page
///   lists      one statement and one count for each to-many relation
///   sections   what other wings add ([Section])
/// ```
///
/// 1. Every statement is a policed read: what the caller may not read is not there, and nothing
///    tells that it exists.
///
/// Start reading at [Pages].
@NullMarked
package org.shuke.records.pages;

import org.jspecify.annotations.NullMarked;

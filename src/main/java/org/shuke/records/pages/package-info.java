/// One record with everything around it, in one request: the record, what happened to it, and the
/// first rows of every list that refers to it.
///
/// ```
///   record     names of what it refers to, its parts
///   timeline   one statement for each type that declares itself on this page, merged by time
///   lists      one statement and one count for each to-many relation
///   sections   what other wings add ([Section])
/// ```
///
/// 1. Every statement is a policed read of [org.shuke.records.reads.Reads]: what the caller may not
///    read is not there, and nothing tells that it exists.
/// 2. A timeline pages without gaps and without repeats as long as nobody changes the past.
///
/// Start reading at [Pages].
@NullMarked
package org.shuke.records.pages;

import org.jspecify.annotations.NullMarked;

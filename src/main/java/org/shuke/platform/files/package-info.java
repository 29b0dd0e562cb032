/// Files that people bring: uploads, attachments, import files. Start reading at [FileStore].
///
/// ```
///   upload ──▶ data/files/new/… ──fsync──▶ data/files/ab/cdef… ──fsync folder──▶ row in platform.file
/// ```
///
/// 1. A row never lacks its file: the file is on the disk before the row is written.
/// 2. A file is stored under the hash of its content; what the client calls it is only shown.
/// 3. Content that no row refers to is deleted by the tidy job, never younger than a day.
///
/// Nodes that share a database share the data folder's `files` as well.
@NullMarked
package org.shuke.platform.files;

import org.jspecify.annotations.NullMarked;

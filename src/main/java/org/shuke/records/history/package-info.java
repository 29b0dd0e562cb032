/// What happened to a record: its field history, and the timeline that unites it with everything
/// that other types put on its page.
///
/// 1. Both read the one change log; nothing else is kept.
/// 2. A field, part or record that the caller may not read does not occur, not even as a gap.
/// 3. A page is one statement; each branch of the timeline goes by its own index.
@NullMarked
package org.shuke.records.history;

import org.jspecify.annotations.NullMarked;

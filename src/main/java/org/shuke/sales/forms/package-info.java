/// Forms on the web that make leads of strangers.
///
/// ```
///   GET /forms/{slug} ──▶ page with a challenge ──(work, 3 s)──▶ POST ──▶ lead ──▶ assignment rules
/// ```
///
/// 1. A page is bound to its challenge: sent twice, or by two threads at once, it makes one lead
///    and both get the same answer (C-09).
/// 2. Every guard is the server's: the field that only machines fill in, the least time, the work
///    that the browser must do, the number of posts an hour from one address.
/// 3. A form may do nothing but make its lead, says so in the log under its own name, and sets no
///    cookie.
/// 4. What the person agreed to is kept in the words that were shown.
///
/// Start reading at [FormRoutes], then [Forms].
@NullMarked
package org.shuke.sales.forms;

import org.jspecify.annotations.NullMarked;

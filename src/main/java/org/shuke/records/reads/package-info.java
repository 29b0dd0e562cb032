/// Reading records: list, get, aggregate and export, one statement each.
///
/// ```
///   [Query] ──[Planner]──▶ [Plan] (cached by shape) ──[Reads]──▶ JSON bytes
/// ```
///
/// 1. Names are resolved in the caller's environment: an unreadable field is an unknown field.
/// 2. A page is written to a buffer, the connection is given back, then the page is sent.
/// 3. Pages go by keyset; a cursor holds exact database values, is encrypted and serves only the
///    caller and the question it was made for.
@NullMarked
package org.shuke.records.reads;

import org.jspecify.annotations.NullMarked;

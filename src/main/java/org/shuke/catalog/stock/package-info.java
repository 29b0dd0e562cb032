/// How much of what we sell is where: warehouses, levels, the ledger of movements, and what is set
/// aside or promised.
///
/// 1. Never less than nothing: not on hand, not reserved, and never more reserved than on hand;
///    whoever comes at the same moment waits for the lock, and the tables refuse it too.
/// 2. A level is the sum of its movements; both are written in one transaction.
/// 3. All lines of a call or none ([Stock]); what is missing is said for every line at once.
/// 4. Only goods that have a level somewhere are counted; everything else is in stock by nature.
///
/// ```
///           promise            reserve             ship
/// (offer) ──────────▶ promised ───────▶ reserved ───────▶ gone
///                        └────── release ───┘               │ return
///            receive, count, move ─▶ on hand ◀──────────────┘
/// ```
///
/// Start reading at [Stock], then [Shelves].
@NullMarked
package org.shuke.catalog.stock;

import org.jspecify.annotations.NullMarked;

/// Business cards 名片: read into proposed fields, confirmed by a person, one after the other.
///
/// ```
///   text, vCard, QR code, table, ZIP ──▶ waiting ──confirm──▶ lead (the picture beside it)
///                                           └─────skip──────▶ skipped
/// ```
///
/// 1. Nothing becomes a lead before a person has confirmed it.
/// 2. Reading is pure and needs no service: the same text gives the same proposal.
///
/// Start reading at [Cards], then [CardText]; [CardCode] finds the QR code in a picture.
@NullMarked
package org.shuke.sales.cards;

import org.jspecify.annotations.NullMarked;

package org.shuke.records;

import java.util.List;

/// The to-many side of a relation, declared by the referring type: `account.orders` is the orders
/// whose `via` field names the account. A part (`order.lines`) lives and dies inside its owner.
///
/// @param toldBy of parts: the fields by which one is told from the others of its owner, its sort
///   first; empty where there are none
public record Inverse(String name, String target, String via, boolean part, List<String> toldBy)
    implements Member {
  public Inverse(String name, String target, String via, boolean part) {
    this(name, target, via, part, List.of());
  }
}

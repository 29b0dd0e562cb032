package org.shuke.records;

/// The to-many side of a relation, declared by the referring type: `account.orders` is the orders
/// whose `via` field names the account. A part (`order.lines`) lives and dies inside its owner.
public record Inverse(String name, String target, String via, boolean part) implements Member {}

package org.shuke.catalog.stock;

import java.math.BigDecimal;
import java.util.UUID;

/// A level that is locked and being worked on.
final class Level {
  final UUID id;
  final UUID product;
  final UUID warehouse;
  private BigDecimal onHand;
  private BigDecimal reserved;
  private BigDecimal promised;

  Level(
      UUID id,
      UUID product,
      UUID warehouse,
      BigDecimal onHand,
      BigDecimal reserved,
      BigDecimal promised) {
    this.id = id;
    this.product = product;
    this.warehouse = warehouse;
    this.onHand = onHand;
    this.reserved = reserved;
    this.promised = promised;
  }

  BigDecimal onHand() {
    return onHand;
  }

  BigDecimal reserved() {
    return reserved;
  }

  BigDecimal promised() {
    return promised;
  }

  /// What is there and set aside for nobody.
  BigDecimal free() {
    return onHand.subtract(reserved);
  }

  void change(BigDecimal onHandBy, BigDecimal reservedBy, BigDecimal promisedBy) {
    onHand = onHand.add(onHandBy);
    reserved = reserved.add(reservedBy);
    promised = promised.add(promisedBy);
    if (onHand.signum() < 0
        || promised.signum() < 0
        || reserved.signum() < 0
        || reserved.compareTo(onHand) > 0) {
      throw new IllegalStateException("less than nothing of " + product + " in " + warehouse);
    }
  }
}

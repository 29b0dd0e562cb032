package org.shuke.customers;

/// Income relative to the place where somebody lives: bands that need no currency and no proof.
public enum IncomeBand {
  LOW,
  LOWER_MIDDLE,
  MIDDLE,
  UPPER_MIDDLE,
  HIGH
}

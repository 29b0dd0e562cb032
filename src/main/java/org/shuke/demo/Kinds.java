package org.shuke.demo;

/// The first step of a path of dice: what is thrown for.
final class Kinds {
  static final long TEAM = 1;
  static final long USER = 2;
  static final long PRODUCT = 3;
  static final long TAG = 4;
  static final long RATE = 5;
  static final long CUSTOMER = 6;
  static final long CONTACT = 7;
  static final long ORDERS = 8;
  static final long ACTIVITIES = 9;
  static final long DETAILS = 10;
  static final long LIFE = 11;
  static final long DEALS = 12;
  static final long PRICES = 13;
  static final long PROSPECTS = 14;
  static final long VIEWS = 15;

  private Kinds() {}
}

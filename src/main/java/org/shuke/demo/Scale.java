package org.shuke.demo;

/// How large the company is.
///
/// @param contacts people known of an average firm
/// @param activities written down of an average customer
public record Scale(int accounts, double contacts, double activities) {
  /// What `./shuke demo` shows.
  public static final Scale DEMO = new Scale(2_000, 2.2, 6);

  /// 200,000 accounts, about 1 M contacts, 2 M orders and 5 M lines: what `./shuke bench` measures
  /// on.
  public static final Scale BENCH = new Scale(200_000, 7.3, 1);

  /// The same company with another number of accounts.
  public Scale of(int number) {
    return new Scale(number, contacts, activities);
  }
}

package org.shuke.demo;

/// How large the company is.
///
/// @param contacts people known of an average firm
/// @param activities written down of an average customer
/// @param few accounts of a salesperson who has few, to measure on; 0 for nobody like that
/// @param many accounts of a salesperson who has many
public record Scale(int accounts, double contacts, double activities, int few, int many) {
  /// What `./shuke demo` shows.
  public static final Scale DEMO = new Scale(2_000, 2.2, 6, 0, 0);

  /// 200,000 accounts, about 1 M contacts, 2 M orders and 5 M lines: what `./shuke bench` measures
  /// on. The two salespeople have about 50 and 50,000 contacts.
  public static final Scale BENCH = new Scale(200_000, 7.3, 1, 10, 10_000);

  /// The mail address of the salesperson who has few accounts.
  public static final String FEW = "rep.few@shuke.example";

  /// The mail address of the salesperson who has many.
  public static final String MANY = "rep.many@shuke.example";

  /// The same company with another number of accounts.
  public Scale of(int number) {
    return new Scale(number, contacts, activities, few, many);
  }
}

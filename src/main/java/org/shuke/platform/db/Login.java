package org.shuke.platform.db;

/// How to reach a database as one of its roles.
///
/// @param url a JDBC URL of the PostgreSQL driver; user and password may stand in it instead
public record Login(String url, String user, String password) {

  /// The same database for another role.
  public Login as(String otherUser, String itsPassword) {
    return new Login(url, otherUser, itsPassword);
  }

  /// Without the password.
  @Override
  public String toString() {
    return user + " at " + url.replaceAll("\\?.*", "");
  }
}

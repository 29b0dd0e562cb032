package org.shuke.demo;

import java.util.Map;

/// How one signs in to the made-up company.
public final class DemoCompany {
  /// Counts the changes of what is made up: a folder filled by another one is of no use to measure.
  public static final int VERSION = 6;

  public static final String EMAIL = "admin@example.com";
  private static final String SALESPERSON = "chen.siyuan@shuke.example";

  /// Everybody's who works there.
  public static final String PASSWORD = "regulars-welcome";

  /// Its own data folder and administrator, unless the operator says otherwise.
  public static final Map<String, String> SETTINGS =
      Map.of(
          "SHUKE_DATA", "demo-data", "SHUKE_ADMIN_EMAIL", EMAIL, "SHUKE_ADMIN_PASSWORD", PASSWORD);

  private DemoCompany() {}

  /// The line that tells a newcomer how to get in.
  public static String signIn() {
    return "Sign in as "
        + EMAIL
        + " (or, with a salesperson's rights, as "
        + SALESPERSON
        + ") with the password "
        + PASSWORD;
  }
}

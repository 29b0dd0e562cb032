package org.shuke.browser;

import com.microsoft.playwright.options.ColorScheme;
import java.util.Map;
import org.shuke.Program;
import org.shuke.Shuke;
import org.shuke.demo.DemoCompany;

/// The made-up company with its page open, started once for all classes that only look or tidy up
/// after themselves.
final class Office {
  static final String ADMINISTRATOR = "admin@example.com";
  static final String SALESPERSON = "chen.siyuan@shuke.example";

  private static final Program PROGRAM =
      Program.withPage(
          Map.of(
              "SHUKE_LOCALE",
              "en",
              "SHUKE_API_KEY",
              Program.ADMIN_KEY,
              "SHUKE_ADMIN_EMAIL",
              ADMINISTRATOR,
              "SHUKE_ADMIN_PASSWORD",
              DemoCompany.PASSWORD),
          Chromium.builtPage(),
          Shuke::loadDemo);

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> PROGRAM.shuke().close()));
  }

  private Office() {}

  static Shuke shuke() {
    return PROGRAM.shuke();
  }

  /// A program with all rights, to prepare and to check.
  static Program.Client api() {
    return PROGRAM.admin();
  }

  /// The administrator, signed in, in English, in the light, at a desk.
  static Person administrator() {
    return Person.at(shuke()).signsIn(ADMINISTRATOR, DemoCompany.PASSWORD);
  }

  static Person administrator(String language, ColorScheme theme, int width) {
    return Person.at(shuke(), language, theme, width).signsIn(ADMINISTRATOR, DemoCompany.PASSWORD);
  }

  /// Somebody who sees his own customers only.
  static Person salesperson() {
    return Person.at(shuke()).signsIn(SALESPERSON, DemoCompany.PASSWORD);
  }

  /// The id of the first record that a list answers.
  static String first(String list) {
    return api().get(list).get("items.0.id");
  }
}

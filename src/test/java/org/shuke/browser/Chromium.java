package org.shuke.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The one browser of a test run, and where the page to be looked at lies.
final class Chromium {
  private static final List<String> QUIET =
      List.of(
          "--headless",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  /// Long for a page, short for a machine that is busy with other tests.
  static final int PATIENCE_MILLIS = 15_000;

  private static final Browser BROWSER = launch();

  private Chromium() {}

  static Browser get() {
    return BROWSER;
  }

  /// @throws IllegalStateException when it is not built, with how to build it
  static Path builtPage() {
    var page = Path.of("web", "dist");
    if (!Files.exists(page.resolve("index.html"))) {
      throw new IllegalStateException(
          "There is no built page in web/dist; `./shuke test` builds it, or: cd web && npm run"
              + " build");
    }
    return page;
  }

  private static Browser launch() {
    var program = Path.of(System.getenv().getOrDefault("SHUKE_BROWSER", "/usr/bin/chromium"));
    if (!Files.isExecutable(program)) {
      throw new IllegalStateException(
          "There is no browser at "
              + program
              + "; `./shuke test` finds or installs one, or set SHUKE_BROWSER to a Chromium or"
              + " Chrome");
    }
    var playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
    return playwright
        .chromium()
        .launch(new BrowserType.LaunchOptions().setExecutablePath(program).setArgs(QUIET));
  }
}

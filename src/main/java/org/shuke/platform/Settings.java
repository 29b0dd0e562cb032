package org.shuke.platform;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the operator may set, by environment variables or in `shuke.properties` (same names; the
/// environment wins).
///
/// @param port where the page is served; 0 picks a free one
/// @param data the data folder
/// @param databaseUrl an outside PostgreSQL ≥ 18, else the embedded one
/// @param databaseOwnerUrl the same database for the role that owns the tables, if it is another
///   one
/// @param egressAllow hosts, addresses and ranges inside the own network that outgoing connections
///   may reach
/// @param acceptWeak settings of the database that may be weak, by their PostgreSQL names
public record Settings(
    int port,
    Path data,
    @Nullable String databaseUrl,
    @Nullable String databaseOwnerUrl,
    Set<String> acceptWeak,
    @Nullable String warehouseUrl,
    @Nullable URI baseUrl,
    @Nullable String adminEmail,
    @Nullable String adminPassword,
    @Nullable String apiKey,
    Currency currency,
    @Nullable URI smtpUrl,
    @Nullable URI imapUrl,
    Set<String> egressAllow,
    Locale locale,
    @Nullable String secretKey,
    ZoneId timezone) {

  /// A setting that cannot be used; the message is one line for the operator.
  public static final class Wrong extends RuntimeException {
    public Wrong(String line) {
      super(line, null, false, false);
    }
  }

  private static final String FILE = "shuke.properties";
  private static final List<String> NAMES =
      List.of(
          "SHUKE_PORT",
          "SHUKE_DATA",
          "SHUKE_DATABASE_URL",
          "SHUKE_DATABASE_OWNER_URL",
          "SHUKE_DATABASE_ACCEPT_WEAK",
          "SHUKE_WAREHOUSE_URL",
          "SHUKE_BASE_URL",
          "SHUKE_ADMIN_EMAIL",
          "SHUKE_ADMIN_PASSWORD",
          "SHUKE_API_KEY",
          "SHUKE_CURRENCY",
          "SHUKE_SMTP_URL",
          "SHUKE_IMAP_URL",
          "SHUKE_EGRESS_ALLOW",
          "SHUKE_LOCALE",
          "SHUKE_SECRET_KEY",
          "SHUKE_TIMEZONE");

  /// The settings of this process: its environment over `shuke.properties` in its folder over the
  /// command's own defaults.
  public static Settings read(Map<String, String> defaults) {
    var values = new HashMap<>(defaults);
    var file = Path.of(FILE);
    if (Files.exists(file)) {
      values.putAll(inFile(file));
    }
    System.getenv().forEach((name, value) -> setIfKnown(values, name, value));
    return of(values);
  }

  private static void setIfKnown(Map<String, String> values, String name, String value) {
    if (NAMES.contains(name)) {
      values.put(name, value);
    }
  }

  private static Map<String, String> inFile(Path file) {
    var properties = new Properties();
    try (var in = Files.newBufferedReader(file)) {
      properties.load(in);
    } catch (IOException | IllegalArgumentException e) {
      throw new Wrong(file.toAbsolutePath() + " cannot be read: " + e.getMessage());
    }
    var values = new HashMap<String, String>();
    for (var name : properties.stringPropertyNames()) {
      if (name.startsWith("SHUKE_") && !NAMES.contains(name)) {
        throw new Wrong(
            file.toAbsolutePath()
                + ": there is no setting "
                + name
                + "; known: "
                + String.join(", ", NAMES));
      }
      setIfKnown(values, name, properties.getProperty(name));
    }
    return values;
  }

  /// The settings from the given values, by their names; what is absent or empty takes its default.
  public static Settings of(Map<String, String> given) {
    var values = new Values(given);
    var settings =
        new Settings(
            values.get("SHUKE_PORT", Settings::port, "8080"),
            values.get("SHUKE_DATA", Settings::path, "data"),
            values.find("SHUKE_DATABASE_URL", Settings::databaseUrl),
            values.find("SHUKE_DATABASE_OWNER_URL", Settings::databaseUrl),
            values.get("SHUKE_DATABASE_ACCEPT_WEAK", Settings::names, ""),
            values.find("SHUKE_WAREHOUSE_URL", Settings::warehouseUrl),
            values.find("SHUKE_BASE_URL", url -> url(url, "http", "https")),
            values.find("SHUKE_ADMIN_EMAIL", Settings::email),
            values.find("SHUKE_ADMIN_PASSWORD", Settings::password),
            values.find("SHUKE_API_KEY", Settings::apiKey),
            values.get("SHUKE_CURRENCY", Settings::currency, "CNY"),
            values.find("SHUKE_SMTP_URL", url -> url(url, "smtp", "smtps")),
            values.find("SHUKE_IMAP_URL", url -> url(url, "imap", "imaps")),
            values.get("SHUKE_EGRESS_ALLOW", Settings::names, ""),
            values.get("SHUKE_LOCALE", Settings::locale, defaultLocale()),
            values.find("SHUKE_SECRET_KEY", Settings::apiKey),
            values.get("SHUKE_TIMEZONE", Settings::zone, ZoneId.systemDefault().getId()));
    if ((settings.adminEmail == null) != (settings.adminPassword == null)) {
      throw new Wrong("SHUKE_ADMIN_EMAIL and SHUKE_ADMIN_PASSWORD: set both, or neither");
    }
    return settings;
  }

  /// The same for a program that serves one command: any free port, and a key for the command.
  public Settings alone(String key) {
    return new Settings(
        0,
        data,
        databaseUrl,
        databaseOwnerUrl,
        acceptWeak,
        warehouseUrl,
        baseUrl,
        adminEmail,
        adminPassword,
        key,
        currency,
        smtpUrl,
        imapUrl,
        egressAllow,
        locale,
        secretKey,
        timezone);
  }

  private static String defaultLocale() {
    return Texts.Language.of(Locale.getDefault()).tag();
  }

  /// Without the secrets.
  @Override
  public String toString() {
    return "Settings[port=" + port + ", data=" + data + ", timezone=" + timezone + "]";
  }

  private record Values(Map<String, String> given) {

    <T> T get(String name, Function<String, T> read, String otherwise) {
      var found = find(name, read);
      return found != null ? found : read.apply(otherwise);
    }

    <T> @Nullable T find(String name, Function<String, T> read) {
      var value = given.getOrDefault(name, "").strip();
      if (value.isEmpty()) {
        return null;
      }
      try {
        return read.apply(value);
      } catch (Unreadable e) {
        var shown = e.secret ? "its value" : "'" + value + "'";
        throw new Wrong(name + ": " + shown + " cannot be used; it must be " + e.getMessage());
      }
    }
  }

  private static final class Unreadable extends RuntimeException {
    private final boolean secret;

    private Unreadable(String expected, boolean secret) {
      super(expected, null, false, false);
      this.secret = secret;
    }
  }

  private static Unreadable expected(String what) {
    return new Unreadable(what, false);
  }

  private static Unreadable expectedSecret(String what) {
    return new Unreadable(what, true);
  }

  private static int port(String value) {
    try {
      int port = Integer.parseInt(value);
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      throw expected("a number from 0 (any free port) to 65535");
    }
    throw expected("a number from 0 (any free port) to 65535");
  }

  private static Path path(String value) {
    try {
      var path = Path.of(value).toAbsolutePath().normalize();
      if (!Files.exists(path) || Files.isDirectory(path)) {
        return path;
      }
    } catch (InvalidPathException e) {
      throw expected("a folder");
    }
    throw expected("a folder, but a file is there");
  }

  private static String databaseUrl(String value) {
    var url = value.startsWith("jdbc:") ? value : "jdbc:" + value;
    if (url.startsWith("jdbc:postgresql://")) {
      return url;
    }
    throw expectedSecret("like jdbc:postgresql://host:5432/shuke?user=shuke&password=…");
  }

  private static String warehouseUrl(String value) {
    if (value.startsWith("jdbc:")) {
      return value;
    }
    throw expectedSecret("a JDBC URL, like jdbc:trino://host:8080/shuke");
  }

  private static Set<String> names(String value) {
    return Arrays.stream(value.split("[, ]+"))
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static URI url(String value, String... schemes) {
    var like = "an address like " + schemes[0] + "://host";
    try {
      var url = new URI(value);
      if (url.getHost() != null && Arrays.asList(schemes).contains(url.getScheme())) {
        return url;
      }
    } catch (URISyntaxException e) {
      throw expectedSecret(like);
    }
    throw expectedSecret(like);
  }

  private static String email(String value) {
    if (value.matches("[^@\\s]+@[^@\\s]+")) {
      return value;
    }
    throw expected("an e-mail address");
  }

  private static String password(String value) {
    if (value.codePointCount(0, value.length()) >= 8) {
      return value;
    }
    throw expectedSecret("at least 8 characters long");
  }

  private static String apiKey(String value) {
    if (value.length() >= 32 && value.chars().allMatch(c -> c > ' ' && c < 127)) {
      return value;
    }
    throw expectedSecret("at least 32 printable ASCII characters without spaces");
  }

  private static Currency currency(String value) {
    try {
      return Currency.getInstance(value);
    } catch (IllegalArgumentException e) {
      throw expected("a currency code of ISO 4217, like CNY or EUR");
    }
  }

  private static Locale locale(String value) {
    var locale = Locale.forLanguageTag(value.replace('_', '-'));
    for (var language : Texts.Language.values()) {
      if (language.tag().equals(locale.getLanguage())) {
        return locale;
      }
    }
    throw expected("en or zh");
  }

  private static ZoneId zone(String value) {
    try {
      return ZoneId.of(value);
    } catch (DateTimeException e) {
      throw expected("a time zone like Asia/Shanghai or Europe/Berlin");
    }
  }
}

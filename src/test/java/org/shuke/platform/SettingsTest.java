package org.shuke.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

  @Test
  void whatIsNotSetHasItsDefault() {
    var settings = Settings.of(Map.of("SHUKE_SMTP_URL", " "));
    assertEquals(8080, settings.port());
    assertEquals("data", settings.data().getFileName().toString());
    assertEquals("CNY", settings.currency().getCurrencyCode());
    assertNull(settings.databaseUrl());
    assertNull(settings.smtpUrl());
  }

  @Test
  void valuesAreReadByTheirNames() {
    var settings =
        Settings.of(
            Map.of("SHUKE_PORT", "0", "SHUKE_TIMEZONE", "Asia/Shanghai", "SHUKE_LOCALE", "zh_CN"));
    assertEquals(0, settings.port());
    assertEquals(ZoneId.of("Asia/Shanghai"), settings.timezone());
    assertEquals("zh-CN", settings.locale().toLanguageTag());
  }

  @ParameterizedTest
  @CsvSource({
    "SHUKE_PORT, 80a",
    "SHUKE_PORT, 65536",
    "SHUKE_DATA, pom.xml",
    "SHUKE_DATABASE_URL, mysql://host/db",
    "SHUKE_BASE_URL, ftp://host",
    "SHUKE_ADMIN_EMAIL, nobody",
    "SHUKE_ADMIN_PASSWORD, short",
    "SHUKE_API_KEY, tooshort",
    "SHUKE_CURRENCY, RMB",
    "SHUKE_SMTP_URL, mail.example.com",
    "SHUKE_LOCALE, tlh",
    "SHUKE_TIMEZONE, Beijing"
  })
  void aWrongValueIsOneLineThatNamesTheSetting(String name, String value) {
    var wrong = assertThrows(Settings.Wrong.class, () -> Settings.of(Map.of(name, value)));
    var line = String.valueOf(wrong.getMessage());
    assertTrue(line.startsWith(name + ": ") && line.contains("must be"), line);
    assertFalse(line.contains("\n"), line);
  }

  @Test
  void halfAnAdministratorIsToldOfTheOtherHalf() {
    var half = Map.of("SHUKE_ADMIN_EMAIL", "ada@shuke.example");
    var wrong = assertThrows(Settings.Wrong.class, () -> Settings.of(half));
    assertTrue(String.valueOf(wrong.getMessage()).contains("SHUKE_ADMIN_PASSWORD"));
  }

  @Test
  void secretsAreNotShown() {
    var key = "k".repeat(40);
    var settings =
        Settings.of(
            Map.of(
                "SHUKE_API_KEY",
                key,
                "SHUKE_ADMIN_EMAIL",
                "ada@shuke.example",
                "SHUKE_ADMIN_PASSWORD",
                "s3cret-word"));
    assertFalse(settings.toString().contains(key));
    assertFalse(settings.toString().contains("s3cret-word"));
    var wrong =
        assertThrows(
            Settings.Wrong.class, () -> Settings.of(Map.of("SHUKE_ADMIN_PASSWORD", "s3cret")));
    assertFalse(String.valueOf(wrong.getMessage()).contains("s3cret"));
  }
}

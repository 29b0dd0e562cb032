package org.shuke.records.writes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhoneNumbersTest {
  @ParameterizedTest
  @CsvSource({
    "400-810-8888,CN,+864008108888",
    "020 7946 0018,GB,+442079460018",
    "030 901820,DE,+4930901820",
    "138 0013 8000,GB,+8613800138000",
    "13800138000,US,+8613800138000",
    "1-512-345-6789,US,+15123456789",
    "0086 21 6888 4417,GB,+862168884417",
    "021-68884417 转 12,CN,+862168884417;ext=12",
    "021-68884417分机12,CN,+862168884417;ext=12",
    "+86 21 6888 4417 ext 12,,+862168884417;ext=12",
    "+862168884417;ext=12,,+862168884417;ext=12",
    "+1 555 123 4567,,+15551234567"
  })
  void aNumberIsReadInTheCountryItIsFrom(String text, String country, String read) {
    assertEquals(read, PhoneNumbers.read(text, country).number());
  }

  @ParameterizedTest
  @CsvSource({"400-810-8888,GB", "6888 4417,CN", "12345,DE", "call me,CN", "021-68884417,"})
  void whatOnlyLooksLikeANumberThereIsNone(String text, String country) {
    assertNull(PhoneNumbers.read(text, country));
  }

  @Test
  void aCompanyIsAtHomeWhereItsLocaleOrItsCurrencyIs() {
    assertEquals("CN", PhoneNumbers.home(Locale.ENGLISH, "CNY"));
    assertEquals("SG", PhoneNumbers.home(Locale.of("en", "SG"), "USD"));
    assertNull(PhoneNumbers.home(Locale.GERMAN, "EUR"));
    assertEquals("DE", PhoneNumbers.of(Locale.GERMAN));
  }
}

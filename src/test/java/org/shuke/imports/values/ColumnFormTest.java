package org.shuke.imports.values;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shuke.imports.values.Options.DateOrder;

class ColumnFormTest {
  private static final Options CHINA =
      Options.of(ZoneId.of("Asia/Shanghai"), Locale.SIMPLIFIED_CHINESE, "CNY");
  private static final Options GERMANY =
      Options.of(ZoneId.of("Europe/Berlin"), Locale.GERMANY, "EUR");
  private static final Options AMERICA =
      Options.of(ZoneId.of("America/New_York"), Locale.US, "USD");

  private static ColumnForm column(Form form, Options options, String... cells) {
    var evidence = new Evidence();
    for (String cell : cells) {
      evidence.add(cell, form);
    }
    return ColumnForm.of(form, options, evidence);
  }

  private static Reading one(Form form, Options options, String cell) {
    return column(form, options, cell).read(cell);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1234.5|1234.5",
        "-7|-7",
        "(1,234.50)|-1234.50",
        "1,234,567.89|1234567.89",
        "１，２３４．５|1234.5",
        "12%|0.12",
        "¥ 1,200.00|1200.00",
        "$-5.25|-5.25",
        "5-|-5",
        "1.5万|15000",
        "2亿|200000000",
        "+3|3",
        "1 234 567.5|1234567.5",
        "1.23E+5|123000",
        "0.000001|0.000001",
        "USD 9.99|9.99",
        "9.99元|9.99",
        "\u22123.5|-3.5",
        ".5|0.5",
        "12345678901234567890|12345678901234567890",
        "12,34,567.00|1234567.00"
      })
  void numbersAreReadInTheFormsPeopleWrite(String cell, String value) {
    Reading read = one(Form.NUMBER, CHINA, cell);
    assertNull(read.error(), cell);
    assertEquals(
        0, new java.math.BigDecimal(value).compareTo(new java.math.BigDecimal(read.value())), cell);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"abc", "12 apples", "1,23,4.5", "1.2.3", "--", "4 5/8 x", "3;4"})
  void whatIsNoNumberIsAnError(String cell) {
    Reading read = one(Form.NUMBER, CHINA, cell);
    assertNull(read.value(), cell);
  }

  @Test
  void theDecimalSignIsTheColumns() {
    ColumnForm comma = column(Form.MONEY, CHINA, "1.234,50", "12,5", "1.234");
    assertEquals("1234", comma.read("1.234").value());
    assertNull(comma.read("1.234").warning());
    ColumnForm point = column(Form.MONEY, GERMANY, "1,234.50", "1,234");
    assertEquals("1234", point.read("1,234").value());
    assertEquals("number-wrong", point.read("12,5").error());
  }

  @Test
  void aColumnWithoutEvidenceFollowsTheLocaleAndSaysSo() {
    Reading german = column(Form.NUMBER, GERMANY, "1.234", "5.678").read("1.234");
    assertEquals("1234", german.value());
    assertEquals("number-guessed", german.warning());
    Reading chinese = column(Form.NUMBER, CHINA, "1,234").read("1,234");
    assertEquals("1234", chinese.value());
    assertEquals("number-guessed", chinese.warning());
    assertNull(column(Form.NUMBER, CHINA, "12", "7").read("12").warning());
  }

  @Test
  void longDigitsStayTextAndLostOnesAreNoticed() {
    assertEquals("110101199003074518", one(Form.TEXT, CHINA, "110101199003074518").value());
    assertEquals("00017850", one(Form.REFERENCE, CHINA, " 00017850 ").value());
    assertEquals("digits-lost", one(Form.TEXT, CHINA, "1.23E+11").warning());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2024-03-05",
        "2024/3/5",
        "2024.03.05",
        "20240305",
        "2024年3月5日",
        "2024年03月05号",
        "24年3月5日",
        "二〇二四年三月五日",
        "5 March 2024",
        "5 Mar 2024",
        "05-Mar-2024",
        "05-Mar-24",
        "March 5, 2024",
        "Mar 5 2024",
        "March 5th, 2024",
        "5. März 2024",
        "5 mars 2024",
        "5 de marzo de 2024",
        "2024-Mar-05",
        "Tuesday, 5 March 2024",
        "Tue, 5 Mar 2024 14:30:00 +0800",
        "45356",
        "45356.604",
        "2024-03-05T14:30:00",
        "2024-03-05 14:30",
        "2024-03-05 14:30:15.123",
        "2024-03-05T06:30:00Z",
        "2024-03-05T14:30:00+08:00",
        "20240305143000",
        "1709620200",
        "1709620200000",
        "２０２４－０３－０５",
        "2024年3月5日 星期二",
        "2024年3月5日 下午2:30",
        "2024年3月5日14时30分",
        "2024 3 5",
        "2024/03/05 2:30 PM"
      })
  void aDayIsReadInTheFormsPeopleWrite(String cell) {
    Reading read = one(Form.DATE, CHINA, cell);
    assertEquals("2024-03-05", read.value(), cell + " " + read.error());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2024-03-05 14:30|2024-03-05T06:30:00Z", "2024-03-05T06:30:00Z|2024-03-05T06:30:00Z",
        "2024年3月5日 下午2:30|2024-03-05T06:30:00Z", "2024年3月5日14时30分|2024-03-05T06:30:00Z",
        "2024/03/05 2:30 PM|2024-03-05T06:30:00Z", "2024-03-05|2024-03-04T16:00:00Z",
        "45356.604166667|2024-03-05T06:30:00Z", "1709620200|2024-03-05T06:30:00Z",
        "Tue, 5 Mar 2024 14:30:00 +0800|2024-03-05T06:30:00Z",
            "2024-03-05 12:00 AM|2024-03-04T16:00:00Z"
      })
  void localTimesBecomeMoments(String cell, String value) {
    assertEquals(value, one(Form.INSTANT, CHINA, cell).value());
  }

  @Test
  void dayAndMonthAreToldApartByTheColumn() {
    assertEquals(
        "2010-03-02",
        column(Form.DATE, CHINA, "02/03/2010", "13/03/2010").read("02/03/2010").value());
    assertEquals(
        "2010-02-03",
        column(Form.DATE, GERMANY, "02/03/2010", "02/13/2010").read("02/03/2010").value());
    assertEquals(
        "2010-03-02",
        column(Form.DATE, AMERICA, "10/3/2", "10/12/31", "99/1/1").read("10/03/02").value());
    assertEquals(
        "2010-12-01",
        column(Form.INSTANT, GERMANY, "12/1/2010 8:26", "12/13/2010 9:00")
            .read("12/1/2010 8:26")
            .value()
            .substring(0, 10));
  }

  @Test
  void anOrderThatTheColumnLeavesOpenIsAskedForAndNotGuessed() {
    var evidence = new Evidence();
    List.of("02/03/2010", "05/06/2010").forEach(cell -> evidence.add(cell, Form.DATE));
    assertTrue(evidence.dateOrderOpen());
    for (Options options : List.of(GERMANY, AMERICA)) {
      ColumnForm column = ColumnForm.of(Form.DATE, options, evidence);
      assertEquals(new Reading(null, "date-order-open", null), column.read("02/03/2010"));
      assertEquals(Reading.of("2010-04-04"), column.read("04/04/2010"));
    }
    Options asked = AMERICA.with(DateOrder.DMY);
    assertEquals(
        Reading.of("2010-03-02"), ColumnForm.of(Form.DATE, asked, evidence).read("02/03/2010"));
  }

  @ParameterizedTest
  @CsvSource({
    "2023-02-29,date-impossible",
    "2024-13-01,date-impossible",
    "soon,date-unknown",
    "31/31/2020,date-impossible",
    "0000-01-01,date-unknown"
  })
  void daysThatNeverWereAreErrors(String cell, String code) {
    assertEquals(code, one(Form.DATE, CHINA, cell).error());
  }

  @Test
  void theEndsOfTheCalendarAreDays() {
    assertEquals("9999-12-31", one(Form.DATE, CHINA, "9999-12-31").value());
    assertEquals("2024-02-29", one(Form.DATE, CHINA, "2024-02-29").value());
    assertEquals("1900-02-28", one(Form.DATE, CHINA, "1900-02-28").value());
    assertEquals("1900-03-01", one(Form.DATE, CHINA, "61.0").value());
  }

  @ParameterizedTest
  @CsvSource({
    "是,true",
    "否,false",
    "Yes,true",
    "NO,false",
    "1,true",
    "0,false",
    "√,true",
    "×,false",
    "TRUE,true"
  })
  void yesAndNoAreReadInBothLanguages(String cell, String value) {
    assertEquals(value, one(Form.BOOLEAN, CHINA, cell).value());
  }

  @ParameterizedTest
  @CsvSource({
    "138 0013 8000,+8613800138000", "+86 10 6552 9988,+861065529988", "010-65529988,+861065529988",
    "0044 20 7946 0958,+442079460958", "13800138000.0,+8613800138000", "１３８００１３８０００,+8613800138000",
    "010-65529988 转 12,+861065529988;ext=12", "+861065529988;ext=12,+861065529988;ext=12"
  })
  void phonesBecomeInternational(String cell, String value) {
    assertEquals(value, one(Form.PHONE, CHINA, cell).value());
  }

  @Test
  void aPhoneThatIsNoneIsAnErrorAndOfSeveralTheFirstIsKept() {
    assertEquals("phone-wrong", one(Form.PHONE, CHINA, "call me").error());
    assertEquals("phone-wrong", one(Form.PHONE, CHINA, "12").error());
    assertEquals("phone-wrong", one(Form.PHONE, CHINA, "6888 4417").error());
    assertEquals("phone-unusual", one(Form.PHONE, CHINA, "+1 555 123 4567").warning());
    assertEquals("phone-several", one(Form.PHONE, CHINA, "13800138000, 13900139000").warning());
  }

  @ParameterizedTest
  @CsvSource({
    "Ann@Example.COM,Ann@example.com",
    "Ann B <a.b@c.org>,a.b@c.org",
    "mailto:x@y.cn,x@y.cn",
    "李@例子.公司,李@例子.公司"
  })
  void mailAddressesAreTakenOutOfTheirWrapping(String cell, String value) {
    assertEquals(value, one(Form.EMAIL, CHINA, cell).value());
  }

  @ParameterizedTest
  @CsvSource({"ann", "a@b", "a b@c.de", "a@@b.de", "a@b..de"})
  void whatIsNoMailAddressIsAnError(String cell) {
    assertEquals("email-wrong", one(Form.EMAIL, CHINA, cell).error());
  }

  @Test
  void webAddressesHaveAWebScheme() {
    assertEquals("https://example.com/a", one(Form.URL, CHINA, "example.com/a").value());
    assertEquals("url-wrong", one(Form.URL, CHINA, "javascript:alert(1)").error());
  }

  @ParameterizedTest
  @CsvSource({
    "United Kingdom,GB",
    "EIRE,IE",
    "RSA,ZA",
    "USA,US",
    "UK,GB",
    "Czech Republic,CZ",
    "Hong Kong,HK",
    "United Arab Emirates,AE",
    "中国,CN",
    "德国,DE",
    "美国,US",
    "Deutschland,DE",
    "España,ES",
    "us,US",
    "DEU,DE",
    "P.R. China,CN",
    "South Korea,KR",
    "The Netherlands,NL",
    "台湾,TW",
    "香港,HK",
    "Côte d'Ivoire,CI",
    "Saudi Arabia,SA"
  })
  void countriesAreKnownByTheirManyNames(String cell, String code) {
    assertEquals(Reading.of(code), one(Form.COUNTRY, CHINA, cell));
  }

  @ParameterizedTest
  @CsvSource({"Channel Islands", "European Community", "Unspecified", "Atlantis"})
  void anUnknownCountryIsEmptyWithAWarning(String cell) {
    assertEquals(new Reading(null, null, "country-unknown"), one(Form.COUNTRY, CHINA, cell));
  }

  @Test
  void choicesAreReadByValueOrLabelInBothLanguages() {
    Options options =
        CHINA.with(
            List.of(
                new Choice("company", List.of("Company", "公司")),
                new Choice("household", List.of("Household", "家庭"))));
    assertEquals("company", one(Form.CHOICE, options, "公司").value());
    assertEquals("household", one(Form.CHOICE, options, " HOUSEHOLD ").value());
    assertEquals("choice-unknown", one(Form.CHOICE, options, "club").error());
    assertEquals(
        "[\"company\",\"household\"]", one(Form.MULTI_CHOICE, options, "公司、Household").value());
  }

  @Test
  void currenciesAreKnownByCodeSignAndName() {
    assertEquals("CNY", one(Form.CURRENCY, CHINA, "人民币").value());
    assertEquals("EUR", one(Form.CURRENCY, CHINA, "€").value());
    assertEquals("USD", one(Form.CURRENCY, CHINA, "usd").value());
    assertEquals("EUR", Currencies.ofAmount("12,50 €", "CNY"));
    assertNull(Currencies.ofAmount("12.50", "CNY"));
  }

  @Test
  void durationsAreSeconds() {
    assertEquals("5400", one(Form.DURATION, CHINA, "1:30").value());
    assertEquals("5400", one(Form.DURATION, CHINA, "1小时30分钟").value());
    assertEquals("duration-minutes", one(Form.DURATION, CHINA, "45").warning());
  }

  @Test
  void wordsForNothingAreNothingInTypedColumns() {
    for (String cell : List.of("", "  ", "NULL", "N/A", "-", "无")) {
      assertEquals(Reading.EMPTY, one(Form.NUMBER, CHINA, cell));
    }
    assertNotNull(one(Form.TEXT, CHINA, "-").value());
  }

  @Test
  void whatIsLongerThanAnyValueIsAnErrorOfItsCell() {
    var endless = "b.".repeat(20_000);
    for (var form : List.of(Form.URL, Form.DURATION, Form.DATE, Form.EMAIL)) {
      assertEquals("text-too-long", one(form, CHINA, endless).error(), form.name());
    }
  }
}

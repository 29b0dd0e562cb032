package org.shuke.records.writes;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Phone numbers as E.164, an extension behind it: `+862168884417;ext=12`. One rule for what people
/// type and what files bring.
///
/// 1. A number that begins with `+` or `00` says its country itself.
/// 2. Eleven digits that a Chinese mobile has are one.
/// 3. Any other is read in the country it is likely from, and must be a number of that country:
///    what only looks like one would silently ring somebody else.
public final class PhoneNumbers {
  private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
  private static final List<String> COUNTRIES = Arrays.asList(Locale.getISOCountries());
  private static final Pattern EXTENSION =
      Pattern.compile("\\s*[,，]?\\s*(?:转|轉|分机号?|分機號?)\\s*[:：]?\\s*(\\d{1,7})$");
  private static final Pattern CHINESE_MOBILE =
      Pattern.compile("1[3-9]\\d[ -]?\\d{4}[ -]?\\d{4}(?: ext\\. \\d+)?");

  private PhoneNumbers() {}

  /// A number that was read.
  ///
  /// @param number as it is stored
  /// @param unusual it is of none of the kinds that its country has
  public record Read(String number, boolean unusual) {}

  /// The number, or null when it is none.
  ///
  /// @param country where it is likely from, ISO 3166-1 alpha-2; null when nothing is known
  public static @Nullable Read read(String text, @Nullable String country) {
    String plain = plain(text);
    try {
      var number = NUMBERS.parse(plain, CHINESE_MOBILE.matcher(plain).matches() ? "CN" : country);
      boolean valid = NUMBERS.isValidNumber(number);
      boolean told = plain.startsWith("+") && NUMBERS.isPossibleNumber(number);
      return valid || told ? new Read(written(number), !valid) : null;
    } catch (NumberParseException e) {
      return null;
    }
  }

  private static String plain(String text) {
    String half = Normalizer.normalize(text, Normalizer.Form.NFKC).strip();
    String plain = EXTENSION.matcher(half).replaceFirst(" ext. $1");
    return plain.startsWith("00") ? "+" + plain.substring(2) : plain;
  }

  private static String written(PhoneNumber number) {
    String e164 = NUMBERS.format(number, PhoneNumberFormat.E164);
    return number.hasExtension() ? e164 + ";ext=" + number.getExtension() : e164;
  }

  /// The country of a company that has not said its own: the locale's, else the currency's, as CN
  /// of CNY; null for a currency of many countries.
  public static @Nullable String home(Locale locale, String currency) {
    if (COUNTRIES.contains(locale.getCountry())) {
      return locale.getCountry();
    }
    String issuer = currency.substring(0, 2);
    return COUNTRIES.contains(issuer) ? issuer : null;
  }

  /// The country that a language is mainly spoken in, where nothing better is known.
  public static String of(Locale language) {
    if (COUNTRIES.contains(language.getCountry())) {
      return language.getCountry();
    }
    return switch (language.getLanguage()) {
      case "zh" -> "CN";
      case "en" -> "GB";
      default -> language.getLanguage().toUpperCase(Locale.ROOT);
    };
  }
}

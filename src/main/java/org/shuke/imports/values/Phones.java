package org.shuke.imports.values;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.regex.Pattern;

/// Phone numbers as E.164; those without a country code belong to the given region.
final class Phones {
  private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
  private static final Pattern SEVERAL = Pattern.compile("\\s*[,;|、，；\\n]\\s*|\\s+/\\s+");
  private static final Pattern FROM_EXCEL = Pattern.compile("\\d{7,15}\\.0");

  private final String region;

  Phones(String region) {
    this.region = region;
  }

  Reading read(String cell) {
    String text = Digits.halfWidth(cell).strip();
    String[] all = SEVERAL.split(text);
    String first =
        FROM_EXCEL.matcher(all[0]).matches() ? all[0].substring(0, all[0].length() - 2) : all[0];
    try {
      PhoneNumber number =
          NUMBERS.parse(first.startsWith("00") ? "+" + first.substring(2) : first, region);
      if (!NUMBERS.isPossibleNumber(number)) {
        return Reading.wrong("phone-wrong");
      }
      String value = NUMBERS.format(number, PhoneNumberFormat.E164);
      if (all.length > 1) {
        return Reading.guessed(value, "phone-several");
      }
      if (number.hasExtension()) {
        return Reading.guessed(value, "phone-extension");
      }
      return NUMBERS.isValidNumber(number)
          ? Reading.of(value)
          : Reading.guessed(value, "phone-unusual");
    } catch (NumberParseException e) {
      return Reading.wrong("phone-wrong");
    }
  }
}

package org.shuke.imports.values;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.shuke.records.writes.PhoneNumbers;

/// Cells with phone numbers, several of which may stand in one.
final class Phones {
  private static final Pattern SEVERAL =
      Pattern.compile("\\s*[,|、，；\\n]\\s*|\\s*;(?!ext=)\\s*|\\s+/\\s+");
  private static final Pattern FROM_EXCEL = Pattern.compile("\\d{7,15}\\.0");

  private Phones() {}

  /// @param country where a number without country code is likely from
  static Reading read(String cell, @Nullable String country) {
    String[] all = SEVERAL.split(Digits.halfWidth(cell).strip());
    String first =
        FROM_EXCEL.matcher(all[0]).matches() ? all[0].substring(0, all[0].length() - 2) : all[0];
    var read = PhoneNumbers.read(first, country);
    if (read == null) {
      return Reading.wrong("phone-wrong");
    }
    if (all.length > 1) {
      return Reading.guessed(read.number(), "phone-several");
    }
    return read.unusual()
        ? Reading.guessed(read.number(), "phone-unusual")
        : Reading.of(read.number());
  }
}

package org.shuke.imports.values;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;

/// Excel's count of days, with its 29 February 1900 that never was.
public final class ExcelDays {
  private static final LocalDate BEGIN_1900 = LocalDate.of(1899, 12, 30);
  private static final LocalDate BEGIN_1904 = LocalDate.of(1904, 1, 1);
  private static final BigDecimal SECONDS = BigDecimal.valueOf(86_400);

  private ExcelDays() {}

  public static LocalDateTime at(BigDecimal serial, boolean from1904) {
    long days = serial.setScale(0, RoundingMode.FLOOR).longValueExact();
    long seconds =
        serial
            .subtract(BigDecimal.valueOf(days))
            .multiply(SECONDS)
            .setScale(0, RoundingMode.HALF_UP)
            .longValue();
    LocalDate begin = from1904 ? BEGIN_1904 : BEGIN_1900;
    long shift = !from1904 && days > 0 && days < 60 ? 1 : 0;
    return begin.plusDays(days + shift).atStartOfDay().plusSeconds(seconds);
  }
}

package org.shuke.platform;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;

/// Secrets that a caller holds: 256 random bits without any meaning, kept by us only as a hash.
public final class Token {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 32;

  private Token() {}

  public static String next() {
    var bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /// A code that a person types from a console: 60 bits in letters that are not mixed up.
  public static String code() {
    var letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    var code = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      code.append(i > 0 && i % 4 == 0 ? "-" : "").append(letters.charAt(RANDOM.nextInt(32)));
    }
    return code.toString();
  }

  /// The [#code] that was typed: of any case, with any spaces or dashes or none.
  public static String codeOf(String typed) {
    var letters = typed.replaceAll("[\\s\\p{Pd}]", "").toUpperCase(Locale.ROOT);
    return letters.replaceAll("(.{4})(?=.)", "$1-");
  }

  public static byte[] hash(String token) {
    return Sha256.of(token);
  }
}

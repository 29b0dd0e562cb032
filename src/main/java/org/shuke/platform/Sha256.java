package org.shuke.platform;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The one hash that the house uses for what is not a password: it is in every Java.
public final class Sha256 {
  private Sha256() {}

  /// A digest to be fed piece by piece.
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// 32 bytes over the text in UTF-8.
  public static byte[] of(String text) {
    return digest().digest(text.getBytes(StandardCharsets.UTF_8));
  }

  /// As [#of], in 64 hexadecimal digits.
  public static String hex(String text) {
    return HexFormat.of().formatHex(of(text));
  }
}

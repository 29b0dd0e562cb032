package org.shuke.sales.forms;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.shuke.platform.Sha256;

/// What a page of a form must solve before it is taken: a signed text with the time it was given
/// out, to which the browser finds a number so that their SHA-256 begins with [#ZEROS] zero bits.
final class Challenge {
  /// About 65,000 hashes: a tenth of a second for a browser, a burden for who sends thousands.
  static final int ZEROS = 16;

  private static final Duration LEAST = Duration.ofSeconds(3);
  private static final Duration MOST = Duration.ofHours(24);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final byte[] key;

  Challenge(byte[] key) {
    this.key = key.clone();
  }

  String give(UUID form, Instant now) {
    var text = form + "." + now.toEpochMilli() + "." + Long.toHexString(RANDOM.nextLong());
    return text + "." + sign(text);
  }

  /// Is it one of ours for that form, neither too fresh nor too old, and solved?
  boolean holds(String token, String nonce, UUID form, Instant now) {
    int end = token.lastIndexOf('.');
    var parts = token.split("\\.");
    if (end < 0 || parts.length != 4 || !parts[0].equals(form.toString())) {
      return false;
    }
    var signed = sign(token.substring(0, end)).getBytes(StandardCharsets.UTF_8);
    var given = token.substring(end + 1).getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(signed, given)) {
      return false;
    }
    var age = Duration.between(Instant.ofEpochMilli(Long.parseLong(parts[1])), now);
    return age.compareTo(LEAST) >= 0 && age.compareTo(MOST) <= 0 && zeros(Sha256.of(token + nonce));
  }

  private static boolean zeros(byte[] hash) {
    return hash[0] == 0 && hash[1] == 0;
  }

  private String sign(String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      var bytes = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}

package org.shuke.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Argon2id hashes in the usual notation, `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`: 19 MiB, two
/// passes, one lane. A hash is checked with the cost that stands in it, so the cost may grow.
final class Argon {
  private static final int SALT = 16;
  private static final int HASH = 32;
  private static final int KIBIBYTES = 19_456;
  private static final int PASSES = 2;
  private static final int LANES = 1;

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Base64.Encoder ENCODER = Base64.getEncoder().withoutPadding();
  private static final Pattern FORM =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,3})\\$([^$]+)\\$([^$]+)");

  private Argon() {}

  static String hash(String password) {
    var salt = new byte[SALT];
    RANDOM.nextBytes(salt);
    var hash = derive(password, salt, HASH, KIBIBYTES, PASSES, LANES);
    return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
        .formatted(
            KIBIBYTES, PASSES, LANES, ENCODER.encodeToString(salt), ENCODER.encodeToString(hash));
  }

  static boolean matches(String password, String encoded) {
    var parts = FORM.matcher(encoded);
    if (!parts.matches()) {
      return false;
    }
    var expected = Base64.getDecoder().decode(parts.group(5));
    var given =
        derive(
            password,
            Base64.getDecoder().decode(parts.group(4)),
            expected.length,
            Integer.parseInt(parts.group(1)),
            Integer.parseInt(parts.group(2)),
            Integer.parseInt(parts.group(3)));
    return MessageDigest.isEqual(expected, given);
  }

  private static byte[] derive(
      String password, byte[] salt, int length, int kibibytes, int passes, int lanes) {
    var generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withSalt(salt)
            .withMemoryAsKB(kibibytes)
            .withIterations(passes)
            .withParallelism(lanes)
            .build());
    var hash = new byte[length];
    generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
    return hash;
  }
}

package org.shuke.records.reads;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;
import org.shuke.platform.db.Database;
import org.shuke.records.Kind;

/// Turns the last row of a page into an opaque text and back.
///
/// A cursor is AES-GCM of the row's exact key values; the caller and the question are its
/// associated data, so that it opens for nobody else and for no other question.
public final class Cursors {
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;
  private static final char SEPARATOR = '\u0000';
  private static final SecureRandom RANDOM = new SecureRandom();

  private final SecretKeySpec key;

  /// @param key 32 bytes, the same on every node
  public Cursors(byte[] key) {
    this.key = new SecretKeySpec(key, "AES");
  }

  /// With the key that all nodes share in the database; the first one makes it.
  public static Cursors on(Database database) {
    var fresh = new byte[32];
    RANDOM.nextBytes(fresh);
    return new Cursors(
        database.transaction(tx -> {
          tx.update(
              "insert into records.secret (name, value) values ('cursors', ?) on conflict do"
                  + " nothing",
              (Object) fresh);
          var key =
              tx.first(
                  "select value from records.secret where name = 'cursors'",
                  row -> row.getBytes(1));
          return key == null ? fresh : key;
        }));
  }

  public String seal(List<? extends @Nullable Object> values, String bound) {
    var text = new StringBuilder();
    for (var value : values) {
      text.append(value == null ? "-" : "=" + write(value)).append(SEPARATOR);
    }
    var nonce = new byte[NONCE];
    RANDOM.nextBytes(nonce);
    try {
      var cipher = cipher(Cipher.ENCRYPT_MODE, nonce, bound);
      var sealed = cipher.doFinal(text.toString().getBytes(StandardCharsets.UTF_8));
      var all = new byte[NONCE + sealed.length];
      System.arraycopy(nonce, 0, all, 0, NONCE);
      System.arraycopy(sealed, 0, all, NONCE, sealed.length);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is missing from this Java", e);
    }
  }

  /// The values as they were written, still as text; null for an absent one.
  public List<@Nullable String> open(String cursor, String bound) {
    try {
      var all = Base64.getUrlDecoder().decode(cursor);
      var nonce = java.util.Arrays.copyOf(all, NONCE);
      var cipher = cipher(Cipher.DECRYPT_MODE, nonce, bound);
      var text = new String(cipher.doFinal(all, NONCE, all.length - NONCE), StandardCharsets.UTF_8);
      var values = new ArrayList<@Nullable String>();
      for (int at = 0; at < text.length(); ) {
        int end = text.indexOf(SEPARATOR, at);
        values.add(text.charAt(at) == '-' ? null : text.substring(at + 1, end));
        at = end + 1;
      }
      return values;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw Refusal.malformed("cursor", Map.of()).at("cursor");
    }
  }

  private Cipher cipher(int mode, byte[] nonce, String bound) throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(bound.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private static String write(Object value) {
    return value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value.toString();
  }

  static Object read(String text, Kind kind, boolean bytes) {
    if (bytes) {
      return HexFormat.of().parseHex(text);
    }
    return switch (kind.shape()) {
      case TEXT, TEXTS, RECORDS -> kind == Kind.FILE ? UUID.fromString(text) : text;
      case NUMBER -> new BigDecimal(text);
      case BOOLEAN -> Boolean.valueOf(text);
      case DATE -> LocalDate.parse(text);
      case INSTANT -> OffsetDateTime.parse(text);
      case DURATION -> Long.valueOf(text);
      case RECORD -> UUID.fromString(text);
    };
  }
}

package org.shuke.platform.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Sha256;

/// Seals and opens secrets with AES-256-GCM (NIST SP 800-38D): a fresh nonce of 96 bits each, a tag
/// of 128 bits, the purpose as what is authenticated beside it.
public final class Secrets {
  private static final String SEALED = "sealed:1:";
  private static final int KEY = 32;
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final SecretKeySpec key;

  private Secrets(byte[] key) {
    this.key = new SecretKeySpec(key, "AES");
  }

  /// @param given the key's words as the operator set them; null for the key file
  /// @param data the folder of the key file
  public static Secrets of(@Nullable String given, Path data) {
    try {
      return new Secrets(given == null ? inFile(data.resolve("secret.key")) : Sha256.of(given));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The key file secret.key cannot be read or made in " + data, e);
    }
  }

  /// The key as the file has it; of two that start at once one makes it.
  private static byte[] inFile(Path file) throws IOException {
    if (!Files.exists(file)) {
      var made = new byte[KEY];
      RANDOM.nextBytes(made);
      Files.createDirectories(file.getParent());
      var own = PosixFilePermissions.fromString("rw-------");
      var fresh =
          Files.createTempFile(
              file.getParent(), "secret", ".new", PosixFilePermissions.asFileAttribute(own));
      Files.writeString(fresh, Base64.getEncoder().encodeToString(made) + "\n");
      try {
        Files.createLink(file, fresh);
      } catch (FileAlreadyExistsException e) {
        // another was quicker: its key holds
      } finally {
        Files.delete(fresh);
      }
    }
    return Base64.getDecoder().decode(Files.readString(file).strip());
  }

  /// @param purpose what it is for, such as `hook`: needed again to open it
  public String seal(String purpose, String secret) {
    var nonce = new byte[NONCE];
    RANDOM.nextBytes(nonce);
    try {
      var sealed = cipher(Cipher.ENCRYPT_MODE, nonce, purpose).doFinal(secret.getBytes(UTF_8));
      var whole = new byte[NONCE + sealed.length];
      System.arraycopy(nonce, 0, whole, 0, NONCE);
      System.arraycopy(sealed, 0, whole, NONCE, sealed.length);
      return SEALED + Base64.getEncoder().encodeToString(whole);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// @throws IllegalStateException when it was sealed with another key or for another purpose
  public String open(String purpose, String sealed) {
    if (!isSealed(sealed)) {
      throw new IllegalStateException("A secret of purpose " + purpose + " is not sealed");
    }
    var whole = Base64.getDecoder().decode(sealed.substring(SEALED.length()));
    var nonce = java.util.Arrays.copyOf(whole, NONCE);
    try {
      var cipher = cipher(Cipher.DECRYPT_MODE, nonce, purpose);
      return new String(cipher.doFinal(whole, NONCE, whole.length - NONCE), UTF_8);
    } catch (AEADBadTagException e) {
      throw new IllegalStateException(
          "A secret of purpose "
              + purpose
              + " was sealed with another key: set SHUKE_SECRET_KEY, or bring secret.key back",
          e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public static boolean isSealed(String text) {
    return text.startsWith(SEALED);
  }

  private Cipher cipher(int mode, byte[] nonce, String purpose) throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(purpose.getBytes(UTF_8));
    return cipher;
  }
}

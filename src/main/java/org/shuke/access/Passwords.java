package org.shuke.access;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;
import org.shuke.platform.Refusal.Fault;
import org.shuke.platform.Token;

/// Passwords as [Argon] hashes. At most two are worked on at a time, so that a flood of sign-ins
/// costs the program a queue and not its memory.
final class Passwords {
  private static final int AT_ONCE = 2;
  private static final int WAITING = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  static final int SHORTEST = 10;
  static final int LONGEST = 200;

  /// Words that are guessed first; a password is weak when little else is in it.
  private static final List<String> GUESSED_FIRST =
      List.of(
          "password",
          "passwort",
          "passw0rd",
          "p@ssword",
          "p@ssw0rd",
          "qwerty",
          "qwertz",
          "azerty",
          "asdfgh",
          "zxcvbn",
          "1qaz2wsx",
          "qazwsx",
          "iloveyou",
          "woaini",
          "letmein",
          "welcome",
          "admin",
          "administrator",
          "changeme",
          "secret",
          "monkey",
          "dragon",
          "football",
          "baseball",
          "sunshine",
          "princess",
          "superman",
          "batman",
          "master",
          "trustno1",
          "whatever",
          "shadow",
          "summer",
          "winter",
          "spring",
          "autumn",
          "company",
          "login",
          "test",
          "demo",
          "shuke");

  private final Semaphore workers = new Semaphore(AT_ONCE, true);
  private final String nobodys = Argon.hash(Token.next());

  String hash(String password) {
    return work(() -> Argon.hash(password));
  }

  /// Does the password belong to the hash? Without a hash the answer is no, after the same work.
  boolean matches(String password, @Nullable String hash) {
    boolean same = work(() -> Argon.matches(password, hash == null ? nobodys : hash));
    return same && hash != null;
  }

  private <T> T work(Supplier<T> task) {
    try {
      if (workers.getQueueLength() >= WAITING
          || !workers.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw Refusal.unavailable("busy", PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Refusal.unavailable("busy", PATIENCE);
    }
    try {
      return task.get();
    } finally {
      workers.release();
    }
  }

  /// Refuses a password that is guessed early, in the named field.
  static void checkStrength(String field, String password, String email) {
    var fault = fault(field, password, email);
    if (fault != null) {
      throw Refusal.invalid(List.of(fault));
    }
  }

  /// What is wrong with such a password, if anything.
  static @Nullable Fault fault(String field, String password, String email) {
    var code = weakness(password, email);
    return code == null ? null : new Fault(field, code, Map.of("least", SHORTEST, "most", LONGEST));
  }

  private static @Nullable String weakness(String password, String email) {
    int length = password.codePointCount(0, password.length());
    if (length < SHORTEST) {
      return "password.short";
    }
    if (length > LONGEST) {
      return "password.long";
    }
    var plain = password.toLowerCase(Locale.ROOT);
    for (var part : email.toLowerCase(Locale.ROOT).split("[@.]")) {
      if (part.length() >= 3) {
        plain = plain.replace(part, "");
      }
    }
    for (var word : GUESSED_FIRST) {
      plain = plain.replace(word, "");
    }
    return unusual(plain) < SHORTEST / 2 ? "password.weak" : null;
  }

  /// How many characters are no repetition or step of the one before: `1111`, `2345`, `abcd`.
  private static int unusual(String text) {
    int count = 0;
    for (int i = 0; i < text.length(); i++) {
      if (i == 0 || Math.abs(text.charAt(i) - text.charAt(i - 1)) > 1) {
        count++;
      }
    }
    return count;
  }
}

package org.shuke.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.shuke.http.IdempotencySql.Kept;
import org.shuke.platform.Refusal;
import org.shuke.platform.Sha256;
import org.shuke.platform.db.Database;
import org.shuke.platform.db.Transaction;

/// One effect and one answer for each `Idempotency-Key` of a principal, for 72 hours.
///
/// A refusal is not kept: it had no effect, so the same key may try again. A request is told apart
/// by its address, version and body; an upload, which is not held, by its length.
public final class Idempotency {
  static final Duration KEPT_FOR = Duration.ofHours(72);
  private static final Duration ABANDONED_AFTER = Duration.ofMinutes(10);
  private static final int LONGEST = 255;

  private final Database database;
  private final Clock clock;

  public Idempotency(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  Answer serve(Call call) throws Exception {
    var key = call.header("Idempotency-Key");
    var caller = call.callerIfAny();
    var handler = call.route().handler();
    if (key == null || caller == null || call.route().kept() == Route.Kept.NOT) {
      return handler.handle(call);
    }
    var ticket = new Ticket(caller.policy().principal().id(), readable(key), request(call));
    if (call.route().kept() == Route.Kept.WITH_EFFECT) {
      call.keptBy(ticket);
      return handler.handle(call);
    }
    return claimed(ticket, call);
  }

  private static String readable(String key) {
    if (key.isEmpty() || key.length() > LONGEST || !key.chars().allMatch(c -> c > 31 && c < 127)) {
      throw Refusal.malformed("key-unreadable", Map.of());
    }
    return key;
  }

  private static byte[] request(Call call) {
    var request = call.request();
    var address =
        request.getMethod()
            + " "
            + request.getRequestURI()
            + "?"
            + Objects.requireNonNullElse(request.getQueryString(), "")
            + " "
            + Objects.requireNonNullElse(call.header("If-Match"), "")
            + " ";
    return call.route().body() < Route.UPLOAD
        ? hash(address.getBytes(StandardCharsets.UTF_8), call.bytes())
        : hash(
            address.getBytes(StandardCharsets.UTF_8),
            String.valueOf(request.getContentLengthLong()).getBytes(StandardCharsets.UTF_8));
  }

  /// For handlers with transactions of their own: a claim, the effect, then the answer.
  private Answer claimed(Ticket ticket, Call call) throws Exception {
    var earlier = database.transaction(ticket::claim);
    if (earlier != null) {
      return earlier;
    }
    Answer answer;
    try {
      answer = call.route().handler().handle(call);
    } catch (Exception e) {
      database.transaction(ticket::release);
      throw e;
    }
    database.transaction(tx -> ticket.keep(tx, answer));
    return answer;
  }

  /// Forgets answers that nobody may ask for any more.
  public void tidy() {
    database.transaction(tx -> IdempotencySql.deleteBefore(tx, clock.instant().minus(KEPT_FOR)));
  }

  private final class Ticket implements Once {
    private final UUID principal;
    private final byte[] key;
    private final byte[] request;
    private final byte[] secret;

    Ticket(UUID principal, String key, byte[] request) {
      this.principal = principal;
      this.key = hash(key.getBytes(StandardCharsets.UTF_8), new byte[] {1});
      this.secret = hash(key.getBytes(StandardCharsets.UTF_8), new byte[] {2});
      this.request = request;
    }

    @Override
    public Answer run(Transaction tx, Call.Effect effect) throws SQLException {
      lock(tx);
      var earlier = find(tx);
      if (earlier != null) {
        return earlier;
      }
      var answer = effect.run();
      keep(tx, answer);
      return answer;
    }

    @Nullable Answer claim(Transaction tx) throws SQLException {
      lock(tx);
      var earlier = find(tx);
      if (earlier == null) {
        IdempotencySql.put(tx, principal, key, Kept.underWay(request, clock.instant()));
      }
      return earlier;
    }

    Void keep(Transaction tx, Answer answer) throws SQLException {
      IdempotencySql.put(tx, principal, key, Kept.of(request, clock.instant(), sealed(answer)));
      return null;
    }

    int release(Transaction tx) throws SQLException {
      return IdempotencySql.delete(tx, principal, key);
    }

    /// Held to the end of the transaction: whoever comes meanwhile is told so instead of waiting.
    private void lock(Transaction tx) throws SQLException {
      long number =
          ByteBuffer.wrap(hash(key, principal.toString().getBytes(StandardCharsets.UTF_8)))
              .getLong();
      if (!IdempotencySql.lock(tx, number)) {
        throw Refusal.conflict("key-in-progress", Map.of());
      }
    }

    private @Nullable Answer find(Transaction tx) throws SQLException {
      var kept = IdempotencySql.find(tx, principal, key);
      if (kept == null || kept.at().isBefore(oldest(kept))) {
        return null;
      }
      if (!MessageDigest.isEqual(kept.request(), request)) {
        throw new Refusal(422, "key-reused", Map.of());
      }
      var answer = kept.answer();
      if (answer == null) {
        throw Refusal.conflict("key-in-progress", Map.of());
      }
      return answer.secret() ? opened(answer) : answer;
    }

    private Instant oldest(Kept kept) {
      return clock.instant().minus(kept.answer() == null ? ABANDONED_AFTER : KEPT_FOR);
    }

    private Answer sealed(Answer answer) {
      return answer.secret() ? answer.withBody(cipher(Cipher.ENCRYPT_MODE, answer.body())) : answer;
    }

    private Answer opened(Answer answer) {
      return answer.withBody(cipher(Cipher.DECRYPT_MODE, answer.body()));
    }

    /// The caller's own key opens it, and we have only the key's hash. One key seals one answer, so
    /// the nonce may be fixed.
    private byte[] cipher(int mode, byte[] bytes) {
      try {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
            mode, new SecretKeySpec(secret, "AES"), new GCMParameterSpec(128, new byte[12]));
        cipher.updateAAD(principal.toString().getBytes(StandardCharsets.UTF_8));
        return cipher.doFinal(bytes);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static byte[] hash(byte[] first, byte[] second) {
    var digest = Sha256.digest();
    digest.update(first);
    digest.update((byte) 0);
    return digest.digest(second);
  }
}

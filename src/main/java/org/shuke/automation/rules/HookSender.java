package org.shuke.automation.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.shuke.channels.outbox.Claim;
import org.shuke.channels.outbox.Outbox;
import org.shuke.channels.outbox.Outcome;
import org.shuke.channels.outbox.Sender;
import org.shuke.platform.db.Transaction;
import org.shuke.platform.egress.Egress;
import org.shuke.platform.egress.HttpPost;
import org.shuke.platform.secrets.Secrets;
import org.shuke.records.Type;
import org.shuke.records.Unit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Calls web hooks, at least once, signed as Standard Webhooks says (standardwebhooks.com): the
/// headers `webhook-id`, which stays the same over all tries, `webhook-timestamp` and
/// `webhook-signature`.
public final class HookSender implements Sender {
  static final String KIND = "hook";
  private static final String PREFIX = "whsec_";
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpPost http;
  private final Secrets secrets;
  private final Clock clock;
  private final Told told;

  /// Tells the author of a rule that its web hook was called in vain.
  @FunctionalInterface
  public interface Told {
    void failed(Transaction tx, UUID author, UUID rule, String name, String words)
        throws SQLException;
  }

  public HookSender(Egress egress, Secrets secrets, Clock clock, Told told) {
    this.http = new HttpPost(egress);
    this.secrets = secrets;
    this.clock = clock;
    this.told = told;
  }

  /// @param secret as it is kept: sealed
  private record Payload(String url, String secret, JsonNode body) {}

  /// Queues a call with the record as the author may read it.
  ///
  /// @return the id of the call
  static UUID put(
      Unit unit,
      Outbox outbox,
      Secrets secrets,
      RuleSql.Stored rule,
      Type type,
      String url,
      JsonNode record)
      throws SQLException {
    var body = new LinkedHashMap<String, Object>();
    body.put("type", type.name() + "." + rule.trigger().name().toLowerCase(java.util.Locale.ROOT));
    body.put("timestamp", unit.at().toInstant().toString());
    body.put("rule", rule.name());
    body.put("data", record);
    var secret = RuleSql.secret(unit.tx(), rule.id(), secrets.seal(KIND, fresh()));
    var host = URI.create(url).getHost();
    return outbox.put(unit, KIND, "hook " + host, new Payload(url, secret, JSON.valueToTree(body)));
  }

  static String fresh() {
    var key = new byte[24];
    RANDOM.nextBytes(key);
    return PREFIX + Base64.getEncoder().encodeToString(key);
  }

  @Override
  public @Nullable String stops(Transaction tx, Claim claim) {
    return null;
  }

  @Override
  public Outcome send(Claim claim) {
    var payload = JSON.readValue(claim.payload(), Payload.class);
    var body = JSON.writeValueAsString(payload.body());
    var now = Long.toString(clock.instant().getEpochSecond());
    var headers = new LinkedHashMap<String, String>();
    headers.put("webhook-id", claim.id().toString());
    headers.put("webhook-timestamp", now);
    headers.put(
        "webhook-signature",
        "v1,"
            + signature(secrets.open(KIND, payload.secret()), claim.id() + "." + now + "." + body));
    try {
      return outcome(http.post(HttpPost.address(payload.url()), headers, body.getBytes(UTF_8)));
    } catch (Egress.Barred e) {
      return new Outcome.Refused(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return new Outcome.Later(String.valueOf(e.getMessage()), null);
    }
  }

  private static Outcome outcome(HttpPost.Answer answer) {
    int status = answer.status();
    var words = "HTTP " + status;
    if (status >= 200 && status < 300) {
      return new Outcome.Sent();
    }
    var wait = answer.retryAfter();
    boolean later = status >= 500 || status == 408 || status == 429;
    return later
        ? new Outcome.Later(words, wait == null ? null : Duration.ofSeconds(wait))
        : new Outcome.Refused(words);
  }

  static String signature(String secret, String content) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      var key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void ended(Transaction tx, Claim claim, Outcome outcome) throws SQLException {
    var words =
        switch (outcome) {
          case Outcome.Sent sent -> null;
          case Outcome.Refused refused -> refused.words();
          case Outcome.Later later -> later.words();
          case Outcome.Unknown unknown -> unknown.words();
        };
    var maker = words == null ? null : CallSql.maker(tx, claim.id());
    if (words != null && maker != null) {
      told.failed(tx, maker.author(), maker.rule(), maker.name(), words);
    }
  }
}

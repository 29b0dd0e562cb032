package org.shuke.sales.leads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;
import org.shuke.Program.Reply;
import org.shuke.sales.leads.Crew.Rep;

class FormsTest {
  /// Ten seconds later at each look: every page of a form has been written for long enough.
  private static final Clock SLOW = new Ticking();

  @RegisterExtension static final Program PROGRAM = Program.withKey(SLOW);

  private static final Crew CREW = new Crew(PROGRAM);
  private static final Rep ANN = CREW.hire("Ann", CREW.north);
  private static final Rep BOB = CREW.hire("Bob", CREW.north);
  private static final Pattern TOKEN = Pattern.compile("data-token=\"([^\"]+)\"");

  private static final class Ticking extends Clock {
    private final java.util.concurrent.atomic.AtomicInteger ticks =
        new java.util.concurrent.atomic.AtomicInteger();

    @Override
    public java.time.ZoneId getZone() {
      return java.time.ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }

    @Override
    public java.time.Instant instant() {
      return java.time.Instant.now().plusSeconds(5L * ticks.incrementAndGet());
    }
  }

  private static String form(String slug, Map<String, ?> more) {
    var form = new java.util.HashMap<String, Object>(Map.of("name", "Form " + slug, "slug", slug));
    form.putAll(more);
    CREW.made("web-forms", form);
    return "/forms/" + slug;
  }

  private static String token(String path) {
    var page = PROGRAM.anonymous().get(path);
    assertEquals(200, page.status(), page.text());
    assertTrue(page.header("Set-Cookie").isEmpty());
    assertTrue(page.header("Content-Security-Policy").orElse("").contains("frame-ancestors *"));
    var found = TOKEN.matcher(page.text());
    assertTrue(found.find());
    return found.group(1);
  }

  private static String solve(String token) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      for (int i = 0; ; i++) {
        var hash = sha.digest((token + i).getBytes(StandardCharsets.UTF_8));
        if (hash[0] == 0 && hash[1] == 0) {
          return String.valueOf(i);
        }
      }
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, Object> post(String token, String nonce, String name) {
    return Map.of(
        "token",
        token,
        "nonce",
        nonce,
        "consent",
        true,
        "values",
        Map.of("name", name, "email", name.toLowerCase() + "@web.example"));
  }

  private static long leads(String name) {
    return CREW.admin
        .get("/api/v1/leads?count=true&filter=name%20%3D%3D%20%22" + name + "%22")
        .json()
        .get("count")
        .asLong();
  }

  @Test
  void aFormThatIsSentTwiceMakesOneLeadAndBothAreThanked() throws Exception {
    var path = form("twice", Map.of("consentEn", "You may call me.", "consentZh", "可以联系我"));
    var token = token(path);
    var body = post(token, solve(token), "Twice");
    var calls =
        java.util.stream.IntStream.range(0, 6)
            .mapToObj(i -> (Callable<Reply>) () -> PROGRAM.anonymous().post(path, body))
            .toList();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var future : threads.invokeAll(calls)) {
        assertEquals("200 {\"taken\":true}", future.get().toString());
      }
    }
    assertEquals(1, leads("Twice"));
    var lead =
        CREW.admin.get(
            "/api/v1/leads?select=consent,createdBy.name,createdBy.kind,source,id&filter=name%20%3D%3D%20%22Twice%22");
    var item = lead.json().get("items").get(0);
    assertEquals("You may call me.", item.get("consent").asString());
    assertEquals("Form twice", item.get("createdBy").get("name").asString());
    assertEquals("form", item.get("createdBy").get("kind").asString());
    assertEquals("webForm", item.get("source").asString());
  }

  @Test
  void whatAMachineSendsIsNotTaken() {
    var path = form("guarded", Map.of("consentEn", "Yes"));
    var token = token(path);
    assertEquals(422, PROGRAM.anonymous().post(path, post(token, "wrong", "Bad")).status());
    var forged = token.substring(0, token.length() - 2) + "xx";
    assertEquals(422, PROGRAM.anonymous().post(path, post(forged, solve(forged), "Bad")).status());
    var other = token(form("other", Map.of()));
    assertEquals(422, PROGRAM.anonymous().post(path, post(other, solve(other), "Bad")).status());
    var honey = new java.util.HashMap<>(post(token, solve(token), "Bad"));
    honey.put("homepage", "https://spam.example");
    assertEquals(200, PROGRAM.anonymous().post(path, honey).status());
    var without = new java.util.HashMap<>(post(token, solve(token), "Bad"));
    without.put("consent", false);
    assertEquals(422, PROGRAM.anonymous().post(path, without).status());
    assertEquals(0, leads("Bad"));
    assertEquals(404, PROGRAM.anonymous().get("/forms/nowhere").status());
    assertFalse(PROGRAM.anonymous().get(path).text().contains("<script>"));
  }
}

package org.shuke.sales.forms;

import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;
import org.shuke.platform.Refusal.Fault;
import org.shuke.platform.Settings;
import org.shuke.platform.Sha256;
import org.shuke.platform.db.Database;
import org.shuke.records.Catalog;
import org.shuke.records.Policy;
import org.shuke.records.Principal;
import org.shuke.records.Type;
import org.shuke.records.Unit;
import org.shuke.records.writes.Writes;
import org.shuke.sales.forms.FormSql.Open;
import tools.jackson.databind.json.JsonMapper;

/// The desk of forms: gives out pages and takes what strangers send.
public final class Forms {
  private static final int MOST_AN_HOUR = 20;
  private static final int LONGEST = 4_000;
  private static final int KEY_BYTES = 32;

  /// What a page sends.
  ///
  /// @param homepage the field that no person sees; whoever fills it in is answered and forgotten
  record Posted(
      String token,
      String nonce,
      Map<String, String> values,
      @Nullable Boolean consent,
      @Nullable String homepage) {}

  private final Database database;
  private final Settings settings;
  private final Clock clock;
  private final Supplier<Writes> writes;
  private final Supplier<Catalog> catalog;
  private @Nullable Challenge challenge;

  public Forms(
      Database database,
      Settings settings,
      Clock clock,
      Supplier<Writes> writes,
      Supplier<Catalog> catalog) {
    this.database = database;
    this.settings = settings;
    this.clock = clock;
    this.writes = writes;
    this.catalog = catalog;
  }

  public List<Type> types() {
    return List.of(WebForm.type());
  }

  private synchronized Challenge challenge() {
    var known = challenge;
    if (known == null) {
      var made = new byte[KEY_BYTES];
      new SecureRandom().nextBytes(made);
      known = new Challenge(database.transaction(tx -> FormSql.secret(tx, made)));
      challenge = known;
    }
    return known;
  }

  /// The open form of an address.
  ///
  /// @throws Refusal 404 when there is none
  Open open(String slug) {
    var form = database.read(tx -> FormSql.open(tx, slug));
    if (form == null) {
      throw Refusal.notFound();
    }
    return form;
  }

  String give(Open form) {
    return challenge().give(form.id(), clock.instant());
  }

  /// Makes a lead of what was sent, once a page.
  void take(Open form, Posted posted, String address, Locale locale) {
    if (posted.homepage() != null && !posted.homepage().isEmpty()) {
      return;
    }
    mustBeFew(address);
    if (!challenge().holds(posted.token(), posted.nonce(), form.id(), clock.instant())) {
      throw Refusal.invalid(null, "form.challenge", Map.of());
    }
    mustBeWhole(form, posted);
    var key = "form:" + Sha256.hex(posted.token());
    writes
        .get()
        .write(
            policy(form, locale),
            "form",
            null,
            unit -> FormSql.taken(unit.tx(), key) || make(unit, form, posted, key, locale));
  }

  private void mustBeFew(String address) {
    var what = Sha256.of("form " + address);
    int tries = database.transaction(tx -> FormSql.tries(tx, what, clock.instant()));
    if (tries > MOST_AN_HOUR) {
      throw Refusal.tooMany(Duration.ofHours(1));
    }
  }

  private static void mustBeWhole(Open form, Posted posted) {
    var faults = new ArrayList<Fault>();
    for (var asked : Asked.all(form.fields())) {
      var value = posted.values().getOrDefault(asked.name(), "");
      if (asked.required() && value.isBlank()) {
        faults.add(new Fault(asked.name(), "required", Map.of("name", asked.name())));
      } else if (value.length() > LONGEST) {
        faults.add(new Fault(asked.name(), "form.too-long", Map.of("limit", LONGEST)));
      }
    }
    if (form.consentEn() != null && !Boolean.TRUE.equals(posted.consent())) {
      faults.add(Fault.of("consent", "form.consent"));
    }
    if (!faults.isEmpty()) {
      throw Refusal.invalid(faults);
    }
  }

  private boolean make(Unit unit, Open form, Posted posted, String key, Locale locale)
      throws SQLException {
    var json = JsonMapper.shared().createObjectNode();
    for (var asked : Asked.all(form.fields())) {
      var value = posted.values().getOrDefault(asked.name(), "").strip();
      if (!value.isEmpty()) {
        json.put(asked.name(), value);
      }
    }
    json.put("source", form.source()).put("sourceDetail", form.name()).put("externalId", key);
    json.put("owner", form.assignee() == null ? null : form.assignee().toString());
    json.put("pool", form.pool() == null ? null : form.pool().toString());
    json.put("language", locale.getLanguage());
    var consent = locale.getLanguage().equals("zh") ? form.consentZh() : form.consentEn();
    if (consent != null) {
      json.put("consent", consent).put("consentAt", unit.at().toString());
    }
    writes.get().create(unit.asDesk(), unit.policy().catalog().type("lead"), json);
    return true;
  }

  /// A form acts for nobody and may do nothing but what its desk does.
  private Policy policy(Open form, Locale locale) {
    var principal =
        new Principal(
            form.id(), Principal.Kind.FORM, null, form.name(), locale, settings.timezone());
    return Policy.of(principal, Policy.Members.NOBODY, List.of(), catalog.get());
  }

  /// Forgets what was counted too long ago to count.
  public void tidy() {
    database.transaction(tx -> {
      FormSql.forget(tx, clock.instant().minus(Duration.ofHours(2)));
      return true;
    });
  }
}

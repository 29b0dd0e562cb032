package org.shuke.sales.papers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;
import org.shuke.platform.Refusal.Fault;
import org.shuke.platform.settings.Setting;
import org.shuke.records.Field;
import org.shuke.records.Kind;
import org.shuke.records.writes.Values;
import tools.jackson.databind.node.JsonNodeFactory;

/// Who the papers are from, as administrators set it.
///
/// @param nameZh the Chinese name; the other one stands in where it is missing
/// @param country ISO 3166-1 alpha-2; phone numbers without country code are from there
/// @param logo a picture as a `data:` address, PNG or JPEG, at most 200 KB
/// @param bank where to pay to
/// @param footer below every paper: registration, terms
public record Letterhead(
    @Nullable String name,
    @Nullable String nameZh,
    @Nullable String address,
    @Nullable String addressZh,
    @Nullable String country,
    @Nullable String phone,
    @Nullable String email,
    @Nullable String website,
    @Nullable String taxNumber,
    @Nullable String bank,
    @Nullable String footer,
    @Nullable String footerZh,
    @Nullable String logo) {
  private static final List<String> COUNTRIES = Arrays.asList(Locale.getISOCountries());
  private static final int LARGEST_LOGO = 280_000;

  public static final Letterhead EMPTY =
      new Letterhead(null, null, null, null, null, null, null, null, null, null, null, null, null);

  public static final Setting<Letterhead> SETTING =
      new Setting<>("company", Letterhead.class, EMPTY, sent -> sent.checked(() -> null));

  /// The setting as it is written in a house.
  ///
  /// @param home where the company is as long as it does not say so itself
  public static Setting<Letterhead> in(Supplier<@Nullable String> home) {
    return new Setting<>(SETTING.name(), SETTING.type(), EMPTY, sent -> sent.checked(home));
  }

  /// What people write on papers is kept as they write it.
  ///
  /// @throws Refusal 422 for what is no phone number of the company's country, no web or mail
  ///   address, a logo that is no picture or too large
  public Letterhead checked(Supplier<@Nullable String> home) {
    var values = new Values(() -> COUNTRIES.contains(country) ? country : home.get());
    var faults = new ArrayList<Fault>();
    check(values, "phone", Kind.PHONE, phone, faults);
    check(values, "email", Kind.EMAIL, email, faults);
    check(values, "website", Kind.URL, website, faults);
    if (country != null && !country.isBlank() && !COUNTRIES.contains(country)) {
      faults.add(new Fault("country", "company.country", Map.of("value", country)));
    }
    if (logo != null
        && (logo.length() > LARGEST_LOGO
            || !logo.matches("data:image/(png|jpeg);base64,[A-Za-z0-9+/=]+"))) {
      faults.add(Fault.of("logo", "company.logo"));
    }
    if (!faults.isEmpty()) {
      throw Refusal.invalid(faults);
    }
    return this;
  }

  private static void check(
      Values values, String name, Kind kind, @Nullable String given, List<Fault> faults) {
    var field = new Field(name, name, kind, null, List.of(), null, Field.Flags.NONE, null);
    var fault =
        given == null ? null : values.fault(field, JsonNodeFactory.instance.stringNode(given));
    if (fault != null) {
      faults.add(fault);
    }
  }
}

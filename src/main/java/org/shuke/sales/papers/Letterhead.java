package org.shuke.sales.papers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuke.channels.outbox.Addresses;
import org.shuke.platform.Refusal;
import org.shuke.platform.Refusal.Fault;
import org.shuke.platform.settings.Setting;

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
      new Setting<>("company", Letterhead.class, EMPTY, Letterhead::checked);

  /// @throws Refusal 422 for an address that is none, a logo that is no picture or too large
  public Letterhead checked() {
    var faults = new ArrayList<Fault>();
    if (email != null && !email.isBlank() && !Addresses.valid(email.strip())) {
      faults.add(new Fault("email", "value.email", Map.of("value", email)));
    }
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
}

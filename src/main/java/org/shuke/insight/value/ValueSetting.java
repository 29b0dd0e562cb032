package org.shuke.insight.value;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;
import org.shuke.platform.Refusal.Fault;
import org.shuke.platform.settings.Setting;

/// The setting `value`, as administrators write it.
///
/// @param returns `ignore` counts only lines of positive quantity and price in orders that were not
///   returned, `net` all lines
/// @param asOf the day from which one looks back: `latest` is the day after the last order
public record ValueSetting(@Nullable String returns, @Nullable String asOf) {
  /// Until somebody says otherwise.
  public static final ValueSetting DEFAULT = new ValueSetting("ignore", "latest");

  public static final Setting<ValueSetting> SETTING =
      new Setting<>("value", ValueSetting.class, DEFAULT, ValueSetting::checked);

  private static final String LATEST = "latest";

  /// The setting with what was left out filled in.
  ///
  /// @throws Refusal 422 when a value is none of those allowed
  public ValueSetting checked() {
    var complete =
        new ValueSetting(
            returns == null ? DEFAULT.returns : returns, asOf == null ? DEFAULT.asOf : asOf);
    var faults = new ArrayList<Fault>();
    if (!List.of("net", "ignore").contains(complete.returns)) {
      faults.add(Fault.of("returns", "value.returns"));
    }
    try {
      complete.day();
    } catch (DateTimeParseException e) {
      faults.add(new Fault("asOf", "value.as-of", Map.of("value", e.getParsedString())));
    }
    if (!faults.isEmpty()) {
      throw Refusal.invalid(faults);
    }
    return complete;
  }

  boolean net() {
    return "net".equals(returns);
  }

  /// The fixed day, or null for the latest.
  @Nullable LocalDate day() {
    return asOf == null || asOf.equals(LATEST) ? null : LocalDate.parse(asOf);
  }
}

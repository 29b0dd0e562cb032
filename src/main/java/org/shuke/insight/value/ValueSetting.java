package org.shuke.insight.value;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;
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
    if (!List.of("net", "ignore").contains(complete.returns)) {
      throw Refusal.invalid("returns", "value.returns", Map.of());
    }
    complete.day();
    return complete;
  }

  boolean net() {
    return "net".equals(returns);
  }

  /// The fixed day, or null for the latest.
  @Nullable LocalDate day() {
    if (asOf == null || asOf.equals(LATEST)) {
      return null;
    }
    try {
      return LocalDate.parse(asOf);
    } catch (DateTimeParseException e) {
      throw Refusal.invalid("asOf", "value.as-of", Map.of("value", asOf));
    }
  }
}

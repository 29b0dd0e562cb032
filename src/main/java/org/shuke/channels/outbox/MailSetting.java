package org.shuke.channels.outbox;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;
import org.shuke.platform.settings.Setting;

/// The setting `mail`, as administrators write it.
///
/// @param from the address that all mail comes from; answers go to the author. Null: mail comes
///   from the author's own address
/// @param signature ends every mail that a person writes
public record MailSetting(@Nullable String from, @Nullable String signature) {
  /// Until somebody says otherwise.
  public static final MailSetting DEFAULT = new MailSetting(null, null);

  public static final Setting<MailSetting> SETTING =
      new Setting<>("mail", MailSetting.class, DEFAULT, MailSetting::checked);

  /// @throws Refusal 422 when the address is none
  public MailSetting checked() {
    var address = from == null || from.isBlank() ? null : from.strip();
    if (address != null && (!Addresses.valid(address) || Addresses.of(address).size() != 1)) {
      throw Refusal.invalid("from", "value.email", Map.of("value", address));
    }
    return new MailSetting(address, signature);
  }
}

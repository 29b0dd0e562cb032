package org.shuke.platform.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.platform.Refusal;
import org.shuke.platform.TestDatabase;
import org.shuke.platform.settings.StoredSettings.Stored;

class StoredSettingsTest {
  @RegisterExtension static final TestDatabase world = TestDatabase.fresh("platform");
  private final StoredSettings settings = new StoredSettings(world.database());

  record Tea(String kind, int cups) {}

  private static final Tea DEFAULT = new Tea("green", 1);

  private long put(String name, Tea tea, @Nullable Long basedOn) {
    return world.database().transaction(tx -> settings.put(tx, name, tea, basedOn, null));
  }

  @Test
  void whatWasNeverSetHasItsDefault() {
    assertEquals(new Stored<>(DEFAULT, 0), settings.get("none", Tea.class, DEFAULT));
  }

  @Test
  void aValueIsChangedOnlyByThoseWhoSawIt() {
    assertEquals(1, put("tea", new Tea("black", 2), 0L));
    assertEquals(412, assertThrows(Refusal.class, () -> put("tea", DEFAULT, 0L)).status());
    assertEquals(2, put("tea", new Tea("white", 3), 1L));
    assertEquals(new Stored<>(new Tea("white", 3), 2), settings.get("tea", Tea.class, DEFAULT));
    assertEquals(3, put("tea", DEFAULT, null));
    assertEquals(412, assertThrows(Refusal.class, () -> put("other", DEFAULT, 4L)).status());
  }
}

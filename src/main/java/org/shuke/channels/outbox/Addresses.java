package org.shuke.channels.outbox;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Mail addresses as people write them into one field, separated by commas.
public final class Addresses {
  /// RFC 5321 lengths; nothing that could end a header or begin another address.
  private static final Pattern ONE =
      Pattern.compile(
          "[^\\s@,;:<>()\\[\\]\"\\\\\\p{Cntrl}]{1,64}@[^\\s@,;:<>()\\[\\]\"\\\\\\p{Cntrl}]{1,190}"
              + "\\.[^\\s@.,;:<>()\\[\\]\"\\\\\\p{Cntrl}]{2,63}");

  private static final int MOST = 20;

  private Addresses() {}

  static List<String> of(@Nullable String text) {
    return text == null
        ? List.of()
        : Stream.of(text.split("[,;，；]")).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  /// Whether there is one address or several, and each is one that mail can go to; none is fine.
  public static boolean valid(@Nullable String text) {
    var all = of(text);
    return text == null
        || !all.isEmpty()
            && all.size() <= MOST
            && all.stream().allMatch(one -> ONE.matcher(one).matches());
  }

  /// The part after the @, in lower case: whose server is asked.
  static String domain(String address) {
    return address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
  }
}

package org.shuke.platform.egress;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The strict reading of a host.
final class HostName {
  private static final Pattern LABEL = Pattern.compile("[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?");
  private static final Pattern IPV4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");
  private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]{2,45}]");

  private HostName() {}

  /// The host in the form that may be resolved; null when it is written in a way that we refuse.
  static @Nullable String read(String text) {
    if (IPV4.matcher(text).matches()) {
      return text;
    }
    var lower = text.toLowerCase(Locale.ROOT);
    if (IPV6.matcher(lower).matches()) {
      return lower.substring(1, lower.length() - 1);
    }
    return name(text);
  }

  private static @Nullable String name(String text) {
    String ascii;
    try {
      ascii = IDN.toASCII(text, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      return null;
    }
    var labels = ascii.split("\\.", -1);
    // a last label of digits, or of hexadecimal ones after 0x, is an address to some programs
    var last = labels[labels.length - 1];
    if (ascii.length() > 253 || last.matches("\\d+|0x[0-9a-f]*")) {
      return null;
    }
    for (var label : labels) {
      if (!LABEL.matcher(label).matches()) {
        return null;
      }
    }
    return ascii;
  }
}

package org.shuke.imports.values;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// E-mail and web addresses.
final class Addresses {
  private static final Pattern SEVERAL = Pattern.compile("\\s*[;,、]\\s*|\\s+");
  private static final Pattern WRAPPED = Pattern.compile(".*<\\s*([^<>]+?)\\s*>\\s*");
  private static final Pattern EMAIL =
      Pattern.compile(
          "[^@\\s,;<>\"()\\[\\]\\\\]{1,64}@(?:[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?\\.)+[\\p{L}\\p{N}-]{2,63}");
  private static final Pattern HOST =
      Pattern.compile("(?:[\\p{L}\\p{N}-]+\\.)+\\p{L}{2,}(?:[:/?#].*)?");

  private Addresses() {}

  static Reading email(String cell) {
    String text = Digits.halfWidth(cell).strip();
    String[] all = SEVERAL.split(text);
    boolean several = all.length > 1 && all[0].contains("@");
    String first = several ? all[0] : text;
    Matcher wrapped = WRAPPED.matcher(first);
    String bare = wrapped.matches() ? wrapped.group(1) : first;
    bare = bare.regionMatches(true, 0, "mailto:", 0, 7) ? bare.substring(7) : bare;
    if (bare.length() > 254 || !EMAIL.matcher(bare).matches() || bare.contains("..")) {
      return Reading.wrong("email-wrong");
    }
    int at = bare.lastIndexOf('@');
    String value = bare.substring(0, at) + bare.substring(at).toLowerCase(Locale.ROOT);
    return several ? Reading.guessed(value, "email-several") : Reading.of(value);
  }

  static Reading url(String cell) {
    String text = Digits.halfWidth(cell).strip();
    boolean bare = HOST.matcher(text).matches();
    try {
      URI uri = new URI(bare ? "https://" + text : text.replace(" ", "%20"));
      boolean web =
          "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
      return web && uri.getRawAuthority() != null
          ? Reading.of(uri.toString())
          : Reading.wrong("url-wrong");
    } catch (URISyntaxException e) {
      return Reading.wrong("url-wrong");
    }
  }
}

package org.shuke.imports.values;

/// Full-width forms as they are typed on Chinese keyboards, made ordinary.
final class Digits {
  private Digits() {}

  static String halfWidth(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '\uff01' && c <= '\uff5e' || c == '\u3000' || c == '\u00a0' || c == '\u202f') {
        return converted(text);
      }
    }
    return text;
  }

  private static String converted(String text) {
    var plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '\uff01' && c <= '\uff5e') {
        plain.append((char) (c - 0xfee0));
      } else {
        plain.append(c == '\u3000' || c == '\u00a0' || c == '\u202f' ? ' ' : c);
      }
    }
    return plain.toString();
  }
}

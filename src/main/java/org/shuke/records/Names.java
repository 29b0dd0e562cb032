package org.shuke.records;

/// One name everywhere: `preferredChannel` in Java and JSON is `preferred_channel` in the database.
public final class Names {
  private Names() {}

  /// `preferredChannel` → `preferred_channel`, `order-line` → `order_line`.
  public static String snake(String name) {
    var out = new StringBuilder(name.length() + 4);
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '-') {
        out.append('_');
      } else if (Character.isUpperCase(c)) {
        out.append('_').append(Character.toLowerCase(c));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  /// `preferred_channel` or `order-line` → `preferredChannel`, `orderLine`.
  public static String camel(String name) {
    var out = new StringBuilder(name.length());
    boolean upper = false;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '_' || c == '-') {
        upper = true;
      } else {
        out.append(upper ? Character.toUpperCase(c) : c);
        upper = false;
      }
    }
    return out.toString();
  }
}

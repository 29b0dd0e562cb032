package org.shuke.platform.db;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;

/// How to reach a database as one of its roles.
///
/// @param url a JDBC URL of the PostgreSQL driver, without user and password
public record Login(String url, String user, String password) {

  /// From a JDBC URL with `user` and `password` among its parameters.
  public static Login of(String url) {
    int question = url.indexOf('?');
    if (question < 0) {
      return new Login(url, "", "");
    }
    var user = "";
    var password = "";
    var others = new ArrayList<String>();
    for (var parameter : url.substring(question + 1).split("&")) {
      if (parameter.startsWith("user=")) {
        user = decoded(parameter);
      } else if (parameter.startsWith("password=")) {
        password = decoded(parameter);
      } else if (!parameter.isEmpty()) {
        others.add(parameter);
      }
    }
    var rest = others.isEmpty() ? "" : "?" + String.join("&", others);
    return new Login(url.substring(0, question) + rest, user, password);
  }

  private static String decoded(String parameter) {
    var value = parameter.substring(parameter.indexOf('=') + 1);
    return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /// Without the password.
  @Override
  public String toString() {
    return (user.isEmpty() ? "" : user + " at ") + url.replaceAll("\\?.*", "");
  }
}

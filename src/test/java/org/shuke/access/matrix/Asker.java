package org.shuke.access.matrix;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.shuke.Program.Reply;
import org.shuke.access.matrix.People.Somebody;
import org.shuke.http.Route;

/// Asks the program as somebody, notes which route answered, and looks at every answer for words
/// that he may not know. Differences are collected, so that a run shows all of them.
final class Asker {
  private static final int SHOWN = 40;

  private final Estate estate;
  private final List<Route> routes;
  private final Set<Route> asked;
  private final List<String> differences = new ArrayList<>();
  private int cases;

  /// @param asked where the routes that answered are noted, for [#unasked]
  Asker(Estate estate, Set<Route> asked) {
    this.estate = estate;
    this.asked = asked;
    this.routes = estate.program.shuke().http().routes();
  }

  Asker(Estate estate) {
    this(estate, new LinkedHashSet<>());
  }

  /// Sends a request, whatever the version is now.
  Reply ask(Somebody who, String method, String path, @Nullable Object body) {
    cases++;
    var reply = who.client().with("If-Match", "*").send(method, path, body);
    var route = route(method, path.split("\\?")[0]);
    if (route != null) {
      asked.add(route);
    }
    var what = method + " " + path;
    if (reply.status() >= 500) {
      differ(who, what, "no fault", reply);
    }
    var known = what + " " + body;
    var words = Facts.SECRET.matcher(reply.text());
    while (words.find()) {
      var places = estate.facts().places(words.group());
      boolean secret =
          !places.isEmpty()
              && !known.contains(words.group())
              && places.stream().noneMatch(place -> estate.oracle.knows(who, place));
      if (secret) {
        differ(who, what, "nothing of " + places.getFirst(), words.group());
        break;
      }
    }
    return reply;
  }

  Reply get(Somebody who, String path) {
    return ask(who, "GET", path, null);
  }

  /// The route of an address: of those that fit, the one that says most of it literally.
  private @Nullable Route route(String method, String path) {
    var segments = path.split("/");
    return routes.stream()
        .filter(r -> r.method().name().equals(method) && fits(r.path().split("/"), segments))
        .max(Comparator.comparingLong(Asker::literals))
        .orElse(null);
  }

  private static boolean fits(String[] template, String[] segments) {
    if (template.length != segments.length) {
      return false;
    }
    for (int i = 0; i < segments.length; i++) {
      if (!template[i].startsWith("{") && !template[i].equals(segments[i])) {
        return false;
      }
    }
    return true;
  }

  private static long literals(Route route) {
    return List.of(route.path().split("/")).stream().filter(s -> !s.startsWith("{")).count();
  }

  /// The status must be one of these.
  void expect(Somebody who, String what, Reply reply, Integer... statuses) {
    if (!List.of(statuses).contains(reply.status())) {
      differ(who, what, List.of(statuses), reply);
    }
  }

  void same(Somebody who, String what, @Nullable Object expected, @Nullable Object actual) {
    if (!Objects.equals(expected, actual)) {
      differ(who, what, expected, actual);
    }
  }

  void differ(Somebody who, String what, @Nullable Object expected, @Nullable Object actual) {
    var text = String.valueOf(actual);
    differences.add(
        who
            + ": "
            + what
            + "\n    expected "
            + expected
            + "\n    was "
            + text.substring(0, Math.min(400, text.length())));
  }

  /// How many there are so far.
  int differences() {
    return differences.size();
  }

  /// @throws AssertionError when anything differed
  void done(String name) {
    System.out.println("access matrix, " + name + ": " + cases + " requests");
    if (!differences.isEmpty()) {
      throw new AssertionError(
          differences.size()
              + " differences\n"
              + String.join("\n", differences.subList(0, Math.min(SHOWN, differences.size()))));
    }
  }

  /// The addresses of types that nobody has asked for: those that only read, or those that write.
  static Set<String> unasked(Estate estate, Set<Route> asked, boolean writes) {
    var left = new TreeSet<String>();
    estate.program.shuke().http().routes().stream()
        .filter(r -> r.path().startsWith("/api/v1/{plural}") && !asked.contains(r))
        .filter(r -> writes == (r.kept() != Route.Kept.NOT))
        .forEach(r -> left.add(r.toString()));
    return left;
  }
}

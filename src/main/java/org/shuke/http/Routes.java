package org.shuke.http;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// All routes, found in one walk along the path however many types there are. A literal segment
/// goes before a parameter, so `/types` and `/{plural}` live beside each other in any order.
public final class Routes {
  /// Where a path leads: the route, or only the methods that the address knows.
  record Found(@Nullable Route route, Map<String, String> parameters, Set<Method> methods) {}

  private static final class Node {
    private final Map<String, Node> literals = new HashMap<>();
    private @Nullable Node parameter;
    private final Map<Method, Route> routes = new EnumMap<>(Method.class);
  }

  private final Node root = new Node();
  private final List<Route> all = new ArrayList<>();

  public Routes get(String path, Door door, Handler handler) {
    return add(new Route(Method.GET, path, door, handler));
  }

  public Routes post(String path, Door door, Handler handler) {
    return add(new Route(Method.POST, path, door, handler));
  }

  public Routes put(String path, Door door, Handler handler) {
    return add(new Route(Method.PUT, path, door, handler));
  }

  public Routes patch(String path, Door door, Handler handler) {
    return add(new Route(Method.PATCH, path, door, handler));
  }

  public Routes delete(String path, Door door, Handler handler) {
    return add(new Route(Method.DELETE, path, door, handler));
  }

  /// Adds a route.
  ///
  /// @throws IllegalArgumentException when the address is taken: two rooms claim it
  public Routes add(Route route) {
    var node = root;
    for (var segment : Path.segments(route.path())) {
      node =
          isParameter(segment)
              ? node.parameter == null ? node.parameter = new Node() : node.parameter
              : node.literals.computeIfAbsent(segment, s -> new Node());
    }
    if (node.routes.putIfAbsent(route.method(), route) != null) {
      throw new IllegalArgumentException("the address " + route + " is taken twice");
    }
    all.add(route);
    return this;
  }

  /// Every route, in the order they came.
  public List<Route> all() {
    return List.copyOf(all);
  }

  private static boolean isParameter(String segment) {
    return segment.startsWith("{");
  }

  /// Finds what a path and a method lead to; null when no address is like that.
  @Nullable Found find(@Nullable Method method, List<String> segments) {
    var node = walk(root, segments, 0);
    if (node == null) {
      return null;
    }
    var route = method == null ? null : node.routes.get(method);
    return new Found(
        route,
        route == null ? Map.of() : parameters(route, segments),
        new TreeSet<>(node.routes.keySet()));
  }

  private static @Nullable Node walk(Node node, List<String> segments, int at) {
    if (at == segments.size()) {
      return node.routes.isEmpty() ? null : node;
    }
    var literal = node.literals.get(segments.get(at));
    var found = literal == null ? null : walk(literal, segments, at + 1);
    return found != null || node.parameter == null ? found : walk(node.parameter, segments, at + 1);
  }

  private static Map<String, String> parameters(Route route, List<String> segments) {
    var values = new LinkedHashMap<String, String>();
    var names = Path.segments(route.path());
    for (int i = 0; i < names.size(); i++) {
      if (isParameter(names.get(i))) {
        values.put(names.get(i).substring(1, names.get(i).length() - 1), segments.get(i));
      }
    }
    return values;
  }
}

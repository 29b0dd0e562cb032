package org.shuke.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.shuke.Program.Client;
import org.shuke.Program.Reply;

/// The same person in two worlds. A question names records by what they are called in their world:
/// `{account}` becomes the id of the account there.
///
/// @param here one world
/// @param there the other, which differs in what he may not read
record Twins(One here, One there, List<String> differences) {
  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Pattern TIME =
      Pattern.compile(
          "20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d(:\\d\\d)?)|20\\d{6}T\\d{6}Z");
  private static final Pattern CURSOR = Pattern.compile("\"next\":\"[^\"]+\"");

  /// Of what ids are part of.
  private static final Pattern HASH = Pattern.compile("\\b[0-9a-f]{64}\\b");

  private static final long A_MOMENT = 100_000_000;

  private static final Pattern NAME = Pattern.compile("\\{([a-z][A-Za-z0-9]*)}");

  /// @param ids by name
  record One(Client client, Map<String, String> ids) {
    private Reply ask(String method, String path, @Nullable String body) {
      return client.send(method, filled(path), body == null ? null : filled(body));
    }

    private String filled(String text) {
      return NAME.matcher(text)
          .replaceAll(m -> ids.getOrDefault(m.group(1), m.group().replace("{", "\\{")));
    }
  }

  Twins(One here, One there) {
    this(here, there, new ArrayList<>());
  }

  /// Asks in both worlds and notes where the answers differ.
  ///
  /// @return the answer here
  Reply ask(String method, String path, @Nullable String body) {
    var a = here.ask(method, path, body);
    var b = there.ask(method, path, body);
    if (!masked(a).equals(masked(b)) || a.status() >= 500) {
      differences.add(
          method + " " + path + " " + body + "\n  here  " + masked(a) + "\n  there " + masked(b));
    }
    return a;
  }

  Reply get(String path) {
    return ask("GET", path, null);
  }

  /// Asks for a list that followers of the change log fill as they come to it: within some seconds
  /// there are the same items in both worlds, in whatever order they came and batches they made.
  void settles(String path) {
    var a = items(here, path);
    var b = items(there, path);
    for (int i = 0; i < 100 && !a.equals(b); i++) {
      LockSupport.parkNanos(A_MOMENT);
      a = items(here, path);
      b = items(there, path);
    }
    if (!a.equals(b)) {
      differences.add("GET " + path + "\n  here  " + a + "\n  there " + b);
    }
  }

  private static Set<String> items(One one, String path) {
    var items = new TreeSet<String>();
    for (var item : one.ask("GET", path, null).json().get("items")) {
      items.add(TIME.matcher(ID.matcher(item.toString()).replaceAll("id")).replaceAll("TIME"));
    }
    return items;
  }

  Reply post(String path, String body) {
    return ask("POST", path, body);
  }

  /// Keeps an answer's member as a name for later questions.
  void keep(String name, String method, String path, @Nullable String body, String member) {
    for (var one : List.of(here, there)) {
      var reply = one.ask(method, path, body);
      assertTrue(reply.status() < 300, method + " " + path + " " + reply);
      one.ids().put(name, reply.get(member));
    }
  }

  void done() {
    assertEquals("", String.join("\n", differences));
  }

  /// Status, headers and body; ids by their first appearance, times, hashes and sealed cursors
  /// blanked.
  static String masked(Reply reply) {
    var headers = new TreeMap<>(reply.raw().headers().map());
    headers.keySet().removeIf(name -> name.equalsIgnoreCase("date"));
    var text = reply.status() + " " + headers + "\n" + reply.text();
    var seen = new LinkedHashMap<String, String>();
    text =
        ID.matcher(text)
            .replaceAll(id -> seen.computeIfAbsent(id.group(), i -> "id" + seen.size()));
    text = TIME.matcher(text).replaceAll("TIME");
    text = CURSOR.matcher(text).replaceAll("\"next\":\"SEALED\"");
    text = HASH.matcher(text).replaceAll("HASH");
    return text.replaceAll("content-length=\\[\\d+]", "");
  }
}

package org.shuke.http.records;

import java.util.List;
import java.util.Map;
import org.shuke.http.Answer;
import org.shuke.http.Call;
import org.shuke.http.Door;
import org.shuke.http.Method;
import org.shuke.http.Route;
import org.shuke.http.Routes;
import org.shuke.platform.Refusal;
import org.shuke.records.search.Search;
import org.shuke.records.search.Spellings;

/// What a search box asks: records of all types, and how the page's own names are typed.
public final class SearchRoutes {
  private static final int MOST_NAMES = 1_000;
  private static final int LONGEST_NAME = 200;

  private final Search search;

  public SearchRoutes(Search search) {
    this.search = search;
  }

  public void addTo(Routes routes) {
    routes
        .get("/api/v1/search", Door.SIGNED_IN, this::search)
        .add(
            new Route(Method.POST, "/api/v1/spellings", Door.SIGNED_IN, this::spellings)
                .kept(Route.Kept.NOT));
  }

  private Answer search(Call call) {
    call.allow("q", "limit");
    return Answer.json(
        200, search.answer(call.policy(), call.query("q"), call.query("limit", 10, 1, 50)));
  }

  /// @param names in any language
  record Asked(List<String> names) {
    Asked {
      names = names == null ? List.of() : names;
    }
  }

  private Answer spellings(Call call) {
    var names = call.body(Asked.class).names();
    if (names.size() > MOST_NAMES
        || names.stream().anyMatch(n -> n == null || n.length() > LONGEST_NAME)) {
      throw Refusal.malformed(
          List.of(
              new Refusal.Fault(
                  "names", "spellings-many", Map.of("most", MOST_NAMES, "longest", LONGEST_NAME))));
    }
    return Answer.ok(Map.of("items", names.stream().map(Spellings::of).toList()));
  }
}

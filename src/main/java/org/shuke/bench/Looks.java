package org.shuke.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;

/// What a person waits for: a search, an exact count, a customer's page; one caller at a time.
final class Looks implements Measure {
  private static final Duration TIME = Duration.ofSeconds(6);
  private static final List<String> WORDS =
      List.of("wang", "zhangwei", "上海", "科技", "zs", "8613", "smith", "shanghai");

  private final House house;

  Looks(House house) {
    this.house = house;
  }

  @Override
  public String name() {
    return "looks";
  }

  @Override
  public List<Figure> figures() throws Exception {
    var figures = new ArrayList<Figure>();
    figures.add(
        waited("search (" + String.join(", ", WORDS) + ")", paths("/api/v1/search?q=", WORDS)));
    figures.add(
        waited(
            "exact count of all contacts, with the first page",
            List.of("/api/v1/contacts?limit=25&count=true&sort=name")));
    figures.add(
        waited(
            "exact count of contacts by two filters",
            List.of(
                "/api/v1/contacts?limit=1&count=true&filter="
                    + Lists.encoded(
                        "preferredChannel == \"email\" && account.country == \"CN\""))));
    var accounts = Samples.ids(house, "customers.account").stream().map(Object::toString).toList();
    figures.add(
        waited(
            "a customer's page (360°)",
            accounts.stream().map(id -> "/api/v1/accounts/" + id + "/page").toList()));
    return figures;
  }

  private static List<String> paths(String before, List<String> ends) {
    return ends.stream().map(end -> before + Lists.encoded(end)).toList();
  }

  private Figure waited(String what, List<String> paths) throws Exception {
    Callable<Rush.Caller> caller = () -> new Http(house.wire(), paths);
    Rush.run(1, TIME, caller);
    var reached = Rush.run(1, TIME, caller);
    return Figure.of(
        what,
        "p50 %.1f ms, p99 %.1f ms (%,.0f/s)",
        reached.millis(0.5),
        reached.millis(0.99),
        reached.perSecond());
  }

  private record Http(Wire wire, List<String> paths) implements Rush.Caller {
    @Override
    public void call() throws IOException {
      wire.get(paths.get(ThreadLocalRandom.current().nextInt(paths.size())));
    }

    @Override
    public void close() throws IOException {
      wire.close();
    }
  }
}

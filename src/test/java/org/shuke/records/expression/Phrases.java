package org.shuke.records.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.shuke.records.Catalog;
import org.shuke.records.Field;
import org.shuke.records.Kind;
import org.shuke.records.Kind.Shape;
import org.shuke.records.Type;

/// Makes random expressions that are right by construction, over a type of the [Shop].
final class Phrases {
  private static final Catalog CATALOG = Shop.CATALOG;
  private static final List<String> PATTERNS =
      List.of("a", "^a", "b$", "^[a-z]+$", "a.b", "\\d+", "^(a|华东)?$", "[^a]", "^\\w{1,2}$", "é|É");
  private static final List<String> UNITS = List.of("week", "month", "quarter", "year");

  /// A record that has a name here: the root under no name, a macro's row under its variable's.
  private record Named(String prefix, Type type) {}

  private final RandomGenerator random;
  private final List<Named> records = new ArrayList<>();
  private int variables;

  Phrases(RandomGenerator random, Type root) {
    this.random = random;
    records.add(new Named("", root));
  }

  String any(int depth) {
    return switch (random.nextInt(10)) {
      case 0 -> number(depth);
      case 1 -> text(depth);
      case 2 -> date(depth);
      case 3 -> instant(depth);
      case 4 -> duration(depth);
      case 5 -> id(depth);
      default -> condition(depth);
    };
  }

  String condition(int depth) {
    if (depth <= 0) {
      return flat();
    }
    int d = depth - 1;
    return switch (random.nextInt(19)) {
      case 0, 1 -> "(" + condition(d) + " && " + condition(d) + ")";
      case 2, 3 -> "(" + condition(d) + " || " + condition(d) + ")";
      case 4, 5 -> "!(" + condition(d) + ")";
      case 6 -> number(d) + compared() + number(d);
      case 7 -> text(d) + compared() + text(d);
      case 8 ->
          pick(List.of(date(d), instant(d))) + compared() + pick(List.of(date(d), instant(d)));
      case 9 -> duration(d) + compared() + duration(d);
      case 10 -> id(d) + pick(List.of(" == ", " != ")) + id(d);
      case 11 ->
          "(" + condition(d) + ")" + pick(List.of(" == ", " != ")) + "(" + condition(d) + ")";
      case 12 -> "(" + condition(d) + " ? " + condition(d) + " : " + condition(d) + ")";
      case 13 -> absent(d);
      case 14, 17, 18 -> matching(d);
      case 15 -> member(d);
      default -> many(d);
    };
  }

  private String flat() {
    return switch (random.nextInt(8)) {
      case 0 -> pick(List.of("true", "false"));
      case 1 -> choice();
      case 2 -> number(0) + compared() + number(0);
      case 3 -> text(0) + pick(List.of(" == ", " != ", " < ")) + text(0);
      case 4 -> absent(0);
      default -> field(Shape.BOOLEAN, "true");
    };
  }

  private String compared() {
    return pick(List.of(" == ", " != ", " < ", " <= ", " > ", " >= "));
  }

  private String choice() {
    var accounts = records.stream().filter(r -> r.type() == Shop.ACCOUNT).toList();
    var prefix = accounts.isEmpty() ? null : pick(accounts).prefix();
    if (prefix == null) {
      return "false";
    }
    return switch (random.nextInt(5)) {
      case 0 -> prefix + "kind == 'company'";
      case 1 -> prefix + "kind in ['household', 'person']";
      case 2 -> "'dealer' in " + prefix + "parties";
      case 3 -> prefix + "parties.exists(p, p != 'dealer' && p < 'e')";
      default -> prefix + "parties.filter(p, p.contains('e')).size() == 2";
    };
  }

  private String absent(int d) {
    var tested =
        switch (random.nextInt(10)) {
          case 0 -> number(d);
          case 1 -> text(d);
          case 8, 9 -> text(0);
          case 2 -> date(d);
          case 3 -> instant(d);
          case 4 -> condition(d);
          case 5 -> rows(d).text();
          case 6 -> "(" + id(d) + ")";
          default -> field(Shape.RECORD, "id");
        };
    return "(" + tested + ")" + pick(List.of(" == null", " != null"));
  }

  private String matching(int d) {
    var part = random.nextInt(4) == 0 ? text(d) : literal();
    return "("
        + text(random.nextInt(d + 1))
        + ")"
        + switch (random.nextInt(4)) {
          case 0 -> ".contains(" + part + ")";
          case 1 -> ".startsWith(" + part + ")";
          case 2 -> ".endsWith(" + part + ")";
          default -> ".matches(" + quoted(pick(PATTERNS)) + ")";
        };
  }

  private String member(int d) {
    return switch (random.nextInt(4)) {
      case 0 -> number(d) + " in [" + number(d) + ", " + number(0) + "]";
      case 1 -> "(" + text(d) + ") in [" + text(0) + ", " + text(0) + ", " + text(d) + "]";
      case 2 -> {
        var rows = rows(d);
        yield "(" + id(d) + ") in " + rows.text();
      }
      default -> {
        var rows = rows(d);
        yield number(d) + " in " + rows.text() + ".map(" + inRow(rows, () -> number(d)) + ")";
      }
    };
  }

  private record Rows(String text, Type type) {}

  private Rows rows(int d) {
    var found = new ArrayList<Rows>();
    for (var named : records) {
      CATALOG
          .inverses(named.type())
          .forEach(i -> found.add(new Rows(named.prefix() + i.name(), CATALOG.type(i.target()))));
      named.type().fields().stream()
          .filter(f -> f.kind() == Kind.REFERENCES)
          .forEach(
              f -> found.add(new Rows(named.prefix() + f.name(), CATALOG.type(f.targetName()))));
    }
    if (found.isEmpty()) {
      return new Rows("orders", Shop.ORDER);
    }
    var rows = pick(found);
    return d > 0 && random.nextInt(3) == 0
        ? new Rows(
            rows.text() + ".filter(" + inRow(rows, () -> condition(d - 1)) + ")", rows.type())
        : rows;
  }

  /// Says something of each row: `v3, <what is said>`.
  private String inRow(Rows rows, java.util.function.Supplier<String> body) {
    var name = "v" + ++variables;
    records.add(new Named(name + ".", rows.type()));
    try {
      return name + ", " + body.get();
    } finally {
      records.removeLast();
    }
  }

  private String many(int d) {
    var rows = rows(d);
    var how = pick(List.of("exists", "all", "exists_one"));
    return rows.text() + "." + how + "(" + inRow(rows, () -> condition(d)) + ")";
  }

  String number(int depth) {
    if (depth <= 0) {
      return random.nextInt(3) == 0 ? numeral() : field(Shape.NUMBER, "1");
    }
    int d = depth - 1;
    return switch (random.nextInt(11)) {
      case 0 -> "(" + number(d) + " + " + number(d) + ")";
      case 1 -> "(" + number(d) + " - " + number(d) + ")";
      case 2 -> "(" + number(d) + " * " + number(d) + ")";
      case 3, 4 -> "(" + number(d) + " / " + number(d) + ")";
      case 5 -> "(" + number(d) + " % " + number(d) + ")";
      case 6 -> "(-" + number(d) + ")";
      case 7 -> "size(" + text(d) + ")";
      case 8 ->
          "(" + condition(d) + " ? " + number(d) + " : " + pick(List.of("null", number(d))) + ")";
      case 9 -> part(d);
      default -> summed(d);
    };
  }

  private String summed(int d) {
    var rows = rows(d);
    if (random.nextInt(3) == 0) {
      return rows.text() + ".size()";
    }
    var how = pick(List.of("sum", "avg", "min", "max", "size"));
    return rows.text() + ".map(" + inRow(rows, () -> number(d)) + ")." + how + "()";
  }

  private String part(int d) {
    return switch (random.nextInt(3)) {
      case 0 ->
          "("
              + date(d)
              + ")."
              + pick(List.of("getFullYear", "getMonth", "getDate", "getDayOfWeek", "getDayOfYear"))
              + "()";
      case 1 ->
          "("
              + instant(d)
              + ")."
              + pick(
                  List.of(
                      "getFullYear",
                      "getDayOfMonth",
                      "getHours",
                      "getMinutes",
                      "getSeconds",
                      "getMilliseconds",
                      "getDate"))
              + "()";
      default ->
          "(" + duration(d) + ")." + pick(List.of("getHours", "getMinutes", "getSeconds")) + "()";
    };
  }

  String text(int depth) {
    if (depth <= 0) {
      return random.nextInt(3) == 0 ? literal() : field(Shape.TEXT, "''");
    }
    int d = depth - 1;
    return switch (random.nextInt(5)) {
      case 0 -> "(" + text(d) + " + " + text(d) + ")";
      case 1 -> "lower(" + text(d) + ")";
      case 2 -> "(" + condition(d) + " ? " + text(d) + " : " + pick(List.of("null", text(d))) + ")";
      case 3 -> {
        var rows = rows(d);
        yield rows.text()
            + ".map("
            + inRow(rows, () -> text(d))
            + ")."
            + pick(List.of("min", "max"))
            + "()";
      }
      default -> text(0);
    };
  }

  String date(int depth) {
    int d = depth - 1;
    return switch (random.nextInt(depth > 0 ? 7 : 5)) {
      case 0 -> "date('" + pick(World.DATES) + "')";
      case 1 -> pick(List.of("today()", "daysAgo(" + (random.nextInt(500) - 250) + ")"));
      case 2 -> "startOf('" + pick(UNITS) + "'" + pick(List.of("", ", -1", ", 2")) + ")";
      case 5 -> "date(" + instant(d) + ")";
      case 6 -> "(" + condition(d) + " ? " + date(d) + " : " + pick(List.of("null", date(d))) + ")";
      default -> field(Shape.DATE, "today()");
    };
  }

  String instant(int depth) {
    int d = depth - 1;
    return switch (random.nextInt(depth > 0 ? 6 : 3)) {
      case 0 -> pick(List.of("timestamp('" + pick(World.TIMES) + "')", "now()"));
      case 3 -> "(" + instant(d) + " + " + duration(d) + ")";
      case 4 -> "(" + pick(List.of(date(d), instant(d))) + " - " + duration(d) + ")";
      case 5 ->
          "("
              + condition(d)
              + " ? "
              + instant(d)
              + " : "
              + pick(List.of(date(d), instant(d)))
              + ")";
      default -> field(Shape.INSTANT, "now()");
    };
  }

  String duration(int depth) {
    int d = depth - 1;
    return switch (random.nextInt(depth > 0 ? 7 : 3)) {
      case 0 -> "duration('" + pick(List.of("36h", "90s", "-1h30m", "1.5h", "0s")) + "')";
      case 3 -> "(" + instant(d) + " - " + instant(d) + ")";
      case 4 -> "(" + date(d) + " - " + date(d) + ")";
      case 5 -> "(" + duration(d) + pick(List.of(" + ", " - ")) + duration(d) + ")";
      case 6 -> "(-" + duration(d) + ")";
      default -> field(Shape.DURATION, "duration('1h')");
    };
  }

  String id(int depth) {
    return switch (random.nextInt(5)) {
      case 0 -> pick(List.of("me()", "myTeam()"));
      case 1 -> pick(records).prefix() + "id";
      default -> field(Shape.RECORD, "me()");
    };
  }

  /// A field of that shape on a record that has a name, or on one that a reference leads to.
  private String field(Shape shape, String otherwise) {
    var found = new ArrayList<String>();
    for (var named : records) {
      collect(shape, named.prefix(), named.type(), random.nextInt(3), found);
    }
    return found.isEmpty() ? otherwise : pick(found);
  }

  private void collect(Shape shape, String prefix, Type type, int steps, List<String> found) {
    for (var field : type.fields()) {
      if (field.kind().shape() == shape && usable(field) && field.kind() != Kind.EXTENSION) {
        // a bare choice may be compared with its own values only
        found.add(
            field.kind() == Kind.CHOICE
                ? "lower(" + prefix + field.name() + ")"
                : prefix + field.name());
      }
      if (field.kind().shape() == Shape.RECORD && steps > 0) {
        var target = CATALOG.type(field.targetName());
        collect(shape, prefix + field.name() + ".", target, steps - 1, found);
      }
    }
  }

  private static boolean usable(Field field) {
    return !field.name().equals("endless");
  }

  private String numeral() {
    return "(" + pick(World.NUMBERS).toPlainString() + ")";
  }

  private String literal() {
    return quoted(pick(World.TEXTS));
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'";
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}

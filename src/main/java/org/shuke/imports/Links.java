package org.shuke.imports;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuke.imports.Plan.Stretch;
import org.shuke.imports.RecordCheckSql.Given;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Bindings;
import org.shuke.records.Ids;
import org.shuke.records.Policy;
import org.shuke.records.Type;
import org.shuke.records.writes.Prepared;
import tools.jackson.databind.json.JsonMapper;

/// The links of staged rows: the ids that they lead to, and the records that are made because a row
/// names them.
final class Links {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String NOWHERE = "@invited.invalid";

  private final Policy policy;
  private final Type type;
  private final Mapping mapping;
  private final List<Lookup> lookups;
  private final List<Lookup> own;
  private final List<Lookup> inParts;
  private final Optional<Lookup> author;
  private final Bindings bindings;

  Links(Policy policy, Type type, Mapping mapping, List<Target> mapped, Bindings bindings) {
    this.policy = policy;
    this.type = type;
    this.mapping = mapping;
    List<Lookup> all = Lookup.of(policy, type, mapped);
    this.lookups = all.stream().filter(l -> !l.name().equals(Author.BY)).toList();
    this.own = lookups.stream().filter(l -> !l.inPart()).toList();
    this.inParts = lookups.stream().filter(Lookup::inPart).toList();
    this.author = all.stream().filter(l -> l.name().equals(Author.BY)).findFirst();
    this.bindings = bindings;
  }

  List<Lookup> lookups() {
    return lookups;
  }

  /// SQL of whether the parts of a row `r` refer to records that rows of the same file are to make.
  String ahead() {
    String any =
        inParts.stream()
            .filter(Lookup::self)
            .map(l -> l.staged() + " -> 0 ->> 'id' is not null")
            .collect(Collectors.joining(" or "));
    return any.isEmpty() ? "false" : "coalesce(" + any + ", false)";
  }

  /// SQL of what is left of the links of a row `r` whose record is there and whose parts are not.
  String ofParts() {
    return own.isEmpty()
        ? "r.links"
        : own.stream()
            .map(l -> " - '" + l.name() + "'")
            .collect(Collectors.joining("", "r.links", ""));
  }

  /// The id of whom a row names as its original author, or null.
  ///
  /// @param link SQL of the staged JSON
  Composed author(String link) {
    return author
        .map(lookup -> named(lookup, link))
        .orElseGet(() -> new Composed().add("null::uuid"));
  }

  /// A user is also known by his address.
  private Composed named(Lookup lookup, String link) {
    return new Composed()
        .add("coalesce((select u.id from access.\"user\" u where lower(u.email) = lower(")
        .add(link + " ->> 'k')), ")
        .add(lookup.id(link, policy, bindings))
        .add(")");
  }

  /// Makes the records that rows name and that are not there, as far as that is wanted.
  void make(Transaction tx, ImportUnit unit, Stretch stretch) throws SQLException {
    for (Lookup lookup : lookups) {
      if (makes(lookup)) {
        make(tx, unit, lookup, stretch);
      }
    }
  }

  /// How many records of other types rows will make that they name, added to what is known by
  /// plural.
  void foretell(Transaction tx, UUID id, Map<String, Long> made) throws SQLException {
    for (Lookup lookup : lookups) {
      if (makes(lookup) && !lookup.self()) {
        new Composed()
                .add("select count(distinct k ->> 'k') from (select distinct k from imports.row r,")
                .add(" jsonb_array_elements(" + lookup.staged() + ") k")
                .add(" where r.import = ? and r.plan in ('create', 'update')", id)
                .add(" and k ->> 'id' is null) named where ")
                .add(lookup.id("k", policy, bindings))
                .add(" is null")
                .list(tx, bindings, row -> row.getLong(1))
                .stream()
                .filter(count -> count > 0)
                .forEach(count -> made.merge(lookup.target().plural(), count, Long::sum));
      }
    }
  }

  /// Do rows make records that they name?
  boolean makeSome() {
    return lookups.stream().anyMatch(this::makes);
  }

  private boolean makes(Lookup lookup) {
    return mapping.creates(lookup.name()) && Plans.mayMake(policy, lookup.target());
  }

  private void make(Transaction tx, ImportUnit unit, Lookup lookup, Stretch stretch)
      throws SQLException {
    List<String> keys =
        new Composed()
            .add("select distinct k ->> 'k' from imports.row r,")
            .add(" jsonb_array_elements(" + lookup.staged() + ") k")
            .add(
                " where r.import = ? and r.result is null and r.plan = ?"
                    + " and (r.plan = 'update' or r.level = ?)"
                    + " and r.row > ? and r.row <= ? and k ->> 'id' is null and ",
                unit.id(),
                stretch.pass().plan(),
                stretch.pass().level(),
                stretch.after(),
                stretch.to())
            .add(lookup.id("k", policy, bindings))
            .add(" is null")
            .list(tx, bindings, row -> row.getString(1));
    List<Prepared> made = new ArrayList<>();
    for (String key : keys) {
      Prepared each =
          Prepared.create(lookup.target(), Ids.next(), values(lookup, key, unit.owner()));
      if (each.faults().isEmpty()) {
        made.add(each);
      }
    }
    new RecordInsertSql(lookup.target(), unit).made(tx, bindings, made);
  }

  /// All that is known of a record that is only named.
  private static Map<String, Object> values(Lookup lookup, String key, UUID owner) {
    Map<String, Object> values = new HashMap<>();
    lookup.keyFields().forEach(field -> values.put(field, key));
    if (lookup.target().find("owner") != null) {
      values.put("owner", owner);
    }
    if (lookup.target().name().equals("user") && key.indexOf('@') < 0) {
      values.put("email", address(key));
    }
    return values;
  }

  /// Somebody of whom only the name is known cannot be written to until an administrator gives him
  /// his address: `.invalid` is a domain that never is one.
  private static String address(String name) {
    String plain = name.strip().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", ".");
    return plain.replaceAll("^\\.|\\.$", "") + NOWHERE;
  }

  /// JSON of the ids that the links of a row `r` lead to, by column.
  ///
  /// @param owner owns what nobody else is named for; null leaves that open
  Composed ids(@Nullable UUID owner) {
    var sql = new Composed().add("jsonb_build_object(");
    String separator = "";
    boolean owned = owner != null && type.find("owner") != null;
    for (Lookup lookup : own) {
      String name = lookup.name();
      boolean other = owned && name.equals("owner");
      String staged = lookup.staged();
      sql.add(separator + "'" + lookup.field().column() + "', " + (other ? "coalesce(" : ""));
      if (lookup.several()) {
        sql.add("(select jsonb_agg(").add(lookup.id("k", policy, bindings));
        sql.add(") from jsonb_array_elements(" + staged + ") k)");
      } else {
        sql.add(lookup.id("(" + staged + " -> 0)", policy, bindings));
      }
      sql.add(other ? ", '" + owner + "')" : "");
      owned &= !name.equals("owner");
      separator = ", ";
    }
    return sql.add(owned ? separator + "'owner', '" + owner + "')" : ")");
  }

  /// JSON of the ids that the links inside the parts of a row `r` lead to, by their names.
  private Composed idsInParts() {
    var sql = new Composed().add("jsonb_strip_nulls(jsonb_build_object(");
    String separator = "";
    for (Lookup lookup : inParts) {
      sql.add(separator + "'" + lookup.name() + "', ");
      sql.add(lookup.id("(" + lookup.staged() + " -> 0)", policy, bindings));
      separator = ", ";
    }
    return sql.add("))");
  }

  /// The rows with the ids that their links lead to; a link to what is not there yet leaves its row
  /// open.
  List<Given> resolved(Transaction tx, UUID id, List<Given> rows) throws SQLException {
    if (lookups.isEmpty()) {
      return rows;
    }
    Map<Integer, Given> given = new HashMap<>();
    rows.forEach(each -> given.put(each.row(), each));
    var sql = new Composed().add("select r.row, ").add(ids(null)).add(", ").add(idsInParts());
    String[] numbers = given.keySet().stream().map(String::valueOf).toArray(String[]::new);
    sql.add(", r.links::text from imports.row r where r.links is not null and r.import = ?", id);
    sql.add(" and r.row = any (?::int[])", (Object) numbers);
    Map<Integer, Given> found = new HashMap<>();
    sql.list(
        tx,
        bindings,
        row -> {
          Given each = given.get(row.getInt(1));
          return each == null
              || found.put(
                      each.row(), with(each, row.getString(2), row.getString(3), row.getString(4)))
                  == null;
        });
    return rows.stream().map(each -> found.getOrDefault(each.row(), each)).toList();
  }

  private Given with(Given row, String ids, String inParts, String staged) {
    var found = JSON.readTree(ids);
    var links = JSON.readTree(staged);
    Map<String, Object> values = new HashMap<>();
    boolean open = false;
    for (Lookup lookup : own) {
      var id = found.get(lookup.field().column());
      boolean there =
          id != null
              && !id.isNull()
              && !(id.isArray() && id.valueStream().anyMatch(v -> v.isNull()));
      if (links.has(lookup.name()) && !there) {
        open = true;
      } else if (there) {
        String text = id.isString() ? id.stringValue() : id.toString();
        values.put(lookup.name(), Prepared.value(lookup.field(), text));
      }
    }
    return row.linked(values, JSON.readTree(inParts), open);
  }
}

package org.shuke.records.search;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.TestDatabase;
import org.shuke.records.Catalog;
import org.shuke.records.Declaration;
import org.shuke.records.Field;
import org.shuke.records.Grant;
import org.shuke.records.Policy;
import org.shuke.records.Principal;
import org.shuke.records.Right;
import org.shuke.records.Scope;
import org.shuke.records.Type;
import org.shuke.records.Verb;

/// A small town with a type of each kind: owned shops, their people, visits that a shop's readers
/// may read, and goods that are everybody's.
public final class Town {
  public record Shop(String name, String phone, String email, String code) {}

  public record Person(String name, String phone, UUID shop) {}

  public record Visit(String subject, UUID shop) {}

  public record Good(String name, String sku) {}

  static final String TABLES =
      """
      create schema town;
      create table town.shop (id uuid primary key, version bigint not null default 1,
        binned_at timestamptz, owner uuid, name text, phone text, email text, code text);
      create table town.person (id uuid primary key, version bigint not null default 1,
        binned_at timestamptz, owner uuid, name text, phone text, shop uuid);
      create table town.visit (id uuid primary key, version bigint not null default 1,
        binned_at timestamptz, owner uuid, subject text, shop uuid);
      create table town.good (id uuid primary key, version bigint not null default 1,
        binned_at timestamptz, name text, sku text);
      create index on town.shop (owner);
      create index on town.visit (shop);
      """;

  public final Catalog catalog =
      new Catalog(
          1,
          List.of(
              Declaration.of("shop", "shops", "town.shop", Shop.class)
                  .owned()
                  .phone("phone")
                  .email("email")
                  .searched("names", "name")
                  .searched("contactData", "phone", "email")
                  .searched("keys", "code")
                  .type(),
              Declaration.of("person", "persons", "town.person", Person.class)
                  .owned()
                  .phone("phone")
                  .reference("shop", "shop", "persons")
                  .searched("names", "name")
                  .searched("contactData", "phone")
                  .type(),
              Declaration.of("visit", "visits", "town.visit", Visit.class)
                  .owned("shop")
                  .titled("subject")
                  .reference("shop", "shop", "visits")
                  .searched("subjects", "subject")
                  .type(),
              Declaration.of("good", "goods", "town.good", Good.class)
                  .searched("names", "name")
                  .searched("keys", "sku")
                  .type()),
          Map.of());

  private final TestDatabase world;

  public Town(TestDatabase world) {
    this.world = world;
    var owner = world.owner();
    try (var connection = DriverManager.getConnection(owner.url(), owner.user(), owner.password());
        var statement = connection.createStatement()) {
      statement.execute(TABLES);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Writes a record and its search row, as the engine does. Values by name, in pairs.
  public UUID add(String typeName, @Nullable UUID owner, @Nullable Object... pairs) {
    var type = catalog.type(typeName);
    var id = UUID.randomUUID();
    var values = new HashMap<Field, @Nullable Object>();
    for (int i = 0; i < pairs.length; i += 2) {
      values.put(type.field((String) pairs[i]), pairs[i + 1]);
    }
    if (type.find("owner") != null) {
      values.put(type.field("owner"), owner);
    }
    put(type, id, 1, values);
    return id;
  }

  private void put(Type type, UUID id, long version, Map<Field, @Nullable Object> values) {
    var columns = new LinkedHashMap<String, @Nullable Object>();
    columns.put("id", id);
    columns.put("version", version);
    values.forEach((field, value) -> columns.put(field.column(), value));
    var row = SearchRow.of(type, id, version, values);
    world
        .database()
        .transaction(tx -> {
          tx.update(
              "insert into "
                  + type.spec().table()
                  + " ("
                  + String.join(", ", columns.keySet())
                  + ") values ("
                  + "?, ".repeat(columns.size() - 1)
                  + "?)",
              columns.values().toArray());
          return tx.update(
              SearchRow.UPSERT, row.type(), row.record(), row.owner(), row.version(), row.doc());
        });
  }

  public static Principal person(UUID id) {
    return new Principal(
        id, Principal.Kind.USER, id, "somebody", Locale.ENGLISH, ZoneId.of("Asia/Shanghai"));
  }

  public Policy everything() {
    return Policy.unlimited(person(UUID.randomUUID()), Policy.Members.NOBODY, catalog);
  }

  public static Grant reads(String type, Scope scope, String... hidden) {
    var fields = new HashMap<String, Right>();
    Arrays.stream(hidden).forEach(field -> fields.put(field, Right.NONE));
    return new Grant(type, new EnumMap<>(Map.of(Verb.READ, scope)), fields);
  }

  public Policy caller(UUID user, Grant... grants) {
    var members = new Policy.Members(UUID.randomUUID(), new UUID[] {user}, new UUID[] {user});
    return Policy.of(person(user), members, List.of(grants), catalog);
  }
}

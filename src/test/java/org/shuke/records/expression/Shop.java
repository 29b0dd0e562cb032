package org.shuke.records.expression;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.Configuration;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Catalog;
import org.shuke.records.Field;
import org.shuke.records.Grant;
import org.shuke.records.Inverse;
import org.shuke.records.Kind;
import org.shuke.records.Names;
import org.shuke.records.Policy;
import org.shuke.records.Principal;
import org.shuke.records.Right;
import org.shuke.records.Scope;
import org.shuke.records.Type;
import org.shuke.records.Type.Ownership;
import org.shuke.records.Verb;

/// A made-up catalog for tests of expressions: customers with orders, lines, tags and computed
/// values, one field of every kind.
final class Shop {
  private static final Configuration POSTGRES = DSL.using(SQLDialect.POSTGRES).configuration();
  static final UUID ME = new UUID(7, 1);
  static final UUID TEAM = new UUID(7, 2);
  static final Principal CALLER =
      new Principal(
          ME, Principal.Kind.USER, ME, "Caller", Locale.ENGLISH, ZoneId.of("Asia/Shanghai"));
  private static final Policy.Members MEMBERS =
      new Policy.Members(TEAM, new UUID[] {ME}, new UUID[] {ME});

  static final Type TAG = type("tag", new Ownership.Common(), text("name"), number("weight"));
  static final Type USER =
      type("user", new Ownership.Common(), text("name"), reference("team", "team"));
  static final Type TEAMS = type("team", new Ownership.Common(), text("name"));
  static final Type PRODUCT =
      type("product", new Ownership.Common(), text("sku"), number("price"), flag("active"));
  static final Type VALUE =
      type("account-value", new Ownership.Common(), number("monetary"), text("abc"));
  static final Type ACCOUNT =
      type(
          "account",
          new Ownership.Owned(List.of(), null, null),
          text("name"),
          text("city"),
          text("secret"),
          choice("kind", Kind.CHOICE, "company", "household", "person"),
          choice("parties", Kind.MULTI_CHOICE, "customer", "dealer", "supplier"),
          number("credit"),
          number("debt"),
          flag("active"),
          field("founded", Kind.DATE, null),
          field("seen", Kind.INSTANT, null),
          field("patience", Kind.DURATION, null),
          reference("parent", "account"),
          reference("owner", "user"),
          field("tags", Kind.REFERENCES, "tag"),
          field("value", Kind.EXTENSION, "account-value"),
          formula("room", Kind.NUMBER, "credit - debt"),
          formula("risky", Kind.BOOLEAN, "room < 0 || !active"),
          formula("hidden", Kind.TEXT, "lower(secret)"),
          formula("endless", Kind.NUMBER, "endless + 1"));
  static final Type ORDER =
      type(
          "order",
          List.of(new Inverse("orders", "order", "account", false)),
          new Ownership.Owned(List.of(), null, null),
          text("number"),
          choice("status", Kind.CHOICE, "open", "completed", "returned"),
          number("total"),
          field("placedAt", Kind.INSTANT, null),
          field("due", Kind.DATE, null),
          reference("account", "account"),
          reference("owner", "user"));
  static final Type LINE =
      type(
          "order-line",
          List.of(new Inverse("lines", "order-line", "order", true)),
          new Ownership.Part("order", "order"),
          text("note"),
          number("quantity"),
          number("price"),
          reference("order", "order"),
          reference("product", "product"));

  static final Catalog CATALOG =
      new Catalog(
          1,
          List.of(TEAMS, USER, TAG, PRODUCT, VALUE, ACCOUNT, ORDER, LINE),
          Map.of(
              "account.room", Set.of("account.credit", "account.debt"),
              "account.risky", Set.of("account.room", "account.active"),
              "account.hidden", Set.of("account.secret")));

  static final Policy ALL = Policy.unlimited(CALLER, MEMBERS, CATALOG);

  /// A caller who may read everything of his own, and of what belongs to nobody.
  static final Policy OWN =
      Policy.of(
          CALLER,
          MEMBERS,
          Stream.of(TEAMS, USER, TAG, PRODUCT, ACCOUNT, ORDER).map(Shop::readable).toList(),
          CATALOG);

  private Shop() {}

  private static Grant readable(Type type) {
    boolean owned = type.ownership() instanceof Ownership.Owned;
    return new Grant(type.name(), Map.of(Verb.READ, owned ? Scope.OWN : Scope.ALL), Map.of());
  }

  /// A caller who may read accounts, but none of these fields, and nothing else.
  static Policy without(String... fields) {
    var rights = new java.util.HashMap<String, Right>();
    for (var field : fields) {
      rights.put(field, Right.NONE);
    }
    return Policy.of(
        CALLER,
        MEMBERS,
        List.of(new Grant("account", Map.of(Verb.READ, Scope.ALL), rights)),
        CATALOG);
  }

  static Collection<Type> types() {
    return CATALOG.types();
  }

  /// The statement that makes a type's table.
  static String table(Type type) {
    var columns = new ArrayList<String>();
    for (var field : type.fields()) {
      if (field.stored()) {
        columns.add(
            '"' + field.column() + "\" " + field.kind().dataType().getCastTypeName(POSTGRES));
      }
    }
    return "create table t.\"%s\" (id uuid primary key, version bigint not null default 1, binned_at timestamptz, %s)"
        .formatted(type.table(), String.join(", ", columns));
  }

  private static Type type(String name, Ownership ownership, Field... fields) {
    return type(name, List.of(), ownership, fields);
  }

  private static Type type(
      String name, List<Inverse> inverses, Ownership ownership, Field... fields) {
    return new Type(
        new Type.Spec(
            name,
            name + "s",
            "t." + Names.snake(name),
            fields[0].name(),
            ownership,
            List.of(fields),
            inverses,
            null,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            null,
            Type.Made.FREELY));
  }

  private static Field text(String name) {
    return field(name, Kind.TEXT, null);
  }

  private static Field number(String name) {
    return field(name, Kind.NUMBER, null);
  }

  private static Field flag(String name) {
    return field(name, Kind.BOOLEAN, null);
  }

  private static Field reference(String name, String target) {
    return field(name, Kind.REFERENCE, target);
  }

  private static Field field(String name, Kind kind, @Nullable String target) {
    return new Field(
        name, Names.snake(name), kind, target, List.of(), null, Field.Flags.NONE, null);
  }

  private static Field choice(String name, Kind kind, String... choices) {
    return new Field(
        name, Names.snake(name), kind, null, List.of(choices), null, Field.Flags.NONE, null);
  }

  private static Field formula(String name, Kind kind, String text) {
    return new Field(name, "", kind, null, List.of(), text, Field.Flags.NONE, null);
  }
}

package org.shuke.records.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.shuke.platform.Refusal;
import org.shuke.platform.db.Database;
import org.shuke.platform.db.DatabaseFault;
import org.shuke.records.Catalog;
import org.shuke.records.Field;
import org.shuke.records.Policy;
import org.shuke.records.Policy.Members;
import org.shuke.records.Principal;
import org.shuke.records.Type;
import org.shuke.records.expression.Expression;
import org.shuke.records.expression.ExpressionFault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Holds the current [Catalog]: the built-in types with the custom fields of the database.
///
/// Other nodes' changes are noticed within half a second once [#watch()] has been called; a change
/// made here is there at once.
public final class Schema implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Schema.class);
  private static final int LOOK_MILLIS = 400;

  private final Database database;
  private final List<Type> builtIn;
  private volatile Catalog catalog;
  private volatile boolean closed;

  /// Reads the custom fields and compares every declaration with the tables.
  ///
  /// @throws IllegalStateException naming the first disagreement, both sides of it
  public Schema(Database database, List<Type> builtIn) {
    this.database = database;
    this.builtIn = List.copyOf(builtIn);
    this.catalog = load();
    database.read(tx -> {
      SchemaCheck.run(tx, catalog);
      return true;
    });
  }

  public Catalog catalog() {
    return catalog;
  }

  /// Begins to look for what other nodes change.
  public void watch() {
    Thread.ofPlatform().name("schema").daemon().start(this::look);
  }

  private void look() {
    while (!closed) {
      try {
        Thread.sleep(LOOK_MILLIS);
        refresh();
      } catch (InterruptedException e) {
        closed = true;
      } catch (Refusal | DatabaseFault e) {
        LOG.debug("The custom fields wait for the database: {}", e.getMessage());
      }
    }
  }

  @Override
  public void close() {
    closed = true;
  }

  /// Takes up what another node changed; answers whether anything did.
  public synchronized boolean refresh() {
    long current = database.read(CustomFieldSql::revision);
    if (current == catalog.version()) {
      return false;
    }
    catalog = load();
    return true;
  }

  private Catalog load() {
    return database.read(tx -> catalog(CustomFieldSql.revision(tx), CustomFieldSql.all(tx)));
  }

  /// The catalog with these custom fields, formulas resolved.
  Catalog catalog(long version, List<CustomField> custom) {
    var added = new HashMap<String, List<Field>>();
    for (var field : custom) {
      if (!field.hidden()) {
        added.computeIfAbsent(field.type(), t -> new ArrayList<>()).add(field.field());
      }
    }
    var types =
        builtIn.stream()
            .map(type -> with(type, added.getOrDefault(type.name(), List.of())))
            .toList();
    var plain = new Catalog(version, types, Map.of());
    return new Catalog(version, types, formulaNames(plain));
  }

  private static Type with(Type type, List<Field> more) {
    return more.isEmpty() ? type : new Type(type.spec().with(more));
  }

  private static Map<String, Set<String>> formulaNames(Catalog catalog) {
    var everything = Policy.unlimited(Principal.SYSTEM, Members.NOBODY, catalog);
    var names = new HashMap<String, Set<String>>();
    for (var type : catalog.types()) {
      for (var field : type.fields()) {
        if (field.formula() != null) {
          names.put(type.name() + "." + field.name(), names(field.formula(), type, everything));
        }
      }
    }
    return names;
  }

  /// What a formula reads; a formula that no longer makes sense reads a name that nobody has, and
  /// is thereby gone for everybody until it is mended.
  private static Set<String> names(String formula, Type type, Policy everything) {
    try {
      return Expression.value(formula, type, everything).names();
    } catch (ExpressionFault fault) {
      return Set.of(type.name() + ".?");
    }
  }
}

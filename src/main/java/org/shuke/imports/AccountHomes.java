package org.shuke.imports;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shuke.imports.files.Row;
import org.shuke.platform.db.Database;
import org.shuke.records.Bindings;
import org.shuke.records.Policy;

/// Where the accounts that rows name are at home, as far as the importer may read it: what a phone
/// number without a country code goes by. Asked of the database for a batch of rows at a time; no
/// more than the latest accounts are remembered.
final class AccountHomes {
  private static final String ACCOUNT = "account";
  private static final String COUNTRY = "country";
  private static final int REMEMBERED = 10_000;

  private final Database database;
  private final Policy policy;
  private final Bindings bindings;
  private final @Nullable Lookup lookup;

  private final Map<String, Optional<String>> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Optional<String>> eldest) {
          return size() > REMEMBERED;
        }
      };

  /// @param lookups of the rows; where none finds their account, nobody is asked
  AccountHomes(Database database, Policy policy, Bindings bindings, List<Lookup> lookups) {
    this.database = database;
    this.policy = policy;
    this.bindings = bindings;
    this.lookup =
        lookups.stream()
            .filter(l -> l.name().equals(ACCOUNT) && policy.member(l.target(), COUNTRY) != null)
            .findFirst()
            .orElse(null);
  }

  /// The country of the account that a row names; null when none is known.
  @Nullable String of(Cells cells, List<String> row) {
    String key = key(cells, row);
    if (lookup == null || key == null) {
      return null;
    }
    Optional<String> home;
    synchronized (known) {
      home = known.get(key);
    }
    return (home == null ? ask(lookup, List.of(key)).getOrDefault(key, Optional.empty()) : home)
        .orElse(null);
  }

  /// Asks for the accounts of many rows together.
  void prepare(Cells cells, Collection<Row> rows) {
    if (lookup == null || !cells.ring()) {
      return;
    }
    List<String> keys = new ArrayList<>();
    synchronized (known) {
      for (Row row : rows) {
        String key = key(cells, row.cells());
        if (key != null && !known.containsKey(key) && !keys.contains(key)) {
          keys.add(key);
        }
      }
    }
    if (!keys.isEmpty()) {
      ask(lookup, keys);
    }
  }

  private static @Nullable String key(Cells cells, List<String> row) {
    int at = cells.indexOf(ACCOUNT);
    String key = at < 0 ? "" : cells.said(at, row).strip();
    return key.isEmpty() ? null : key;
  }

  private Map<String, Optional<String>> ask(Lookup account, List<String> keys) {
    String staged = "[" + String.join(",", keys.stream().map(Lookup::staged).toList()) + "]";
    var sql =
        new Composed()
            .add("select k ->> 'k', (select a.country from " + Lookup.table(account.target()))
            .add(" a where a.id = ")
            .add(account.id("k", policy, bindings))
            .add(") from jsonb_array_elements(?::jsonb) k", staged);
    Map<String, Optional<String>> found = new HashMap<>();
    database.read(tx ->
        sql.list(
            tx,
            bindings,
            row -> found.put(row.getString(1), Optional.ofNullable(row.getString(2))) == null));
    synchronized (known) {
      known.putAll(found);
    }
    return found;
  }
}

package org.shuke.records.search;

import java.io.ByteArrayOutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;
import org.shuke.platform.db.Database;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Bindings;
import org.shuke.records.Policy;
import tools.jackson.databind.json.JsonMapper;

/// The search box: finds records of all types that the caller may read, in one statement.
public final class Search {
  private static final int USUAL = 10;

  /// More guesses than these are no help.
  private static final int GUESSES = 5;

  private static final int SHAPES = 500;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /// A record that was found.
  ///
  /// @param title the field that names it, when the caller may read it
  /// @param detail what tells it from others of that name, of what the caller may read
  /// @param guess nothing is called as asked; this is one typo away
  public record Item(
      String type, UUID id, @Nullable String title, @Nullable String detail, boolean guess) {}

  private final Database database;
  private final Clock clock;
  private final Map<String, Optional<SearchStatement>> statements =
      Collections.synchronizedMap(
          new LinkedHashMap<>(64, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(
                Map.Entry<String, Optional<SearchStatement>> eldest) {
              return size() > SHAPES;
            }
          });

  public Search(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /// What the words find, best first: words as they are, then words that begin so, then pinyin and
  /// initials; only when there is nothing, the few that are one typo away.
  public List<Item> find(Policy policy, String words, int limit) {
    var statement = statement(policy);
    var question = Question.of(words);
    if (statement.isEmpty() || question.isEmpty()) {
      return List.of();
    }
    int most = Math.clamp(limit, 1, SearchStatement.MOST);
    return database.read(tx -> items(tx, statement.get(), policy, question, most));
  }

  private Optional<SearchStatement> statement(Policy policy) {
    var known = statements.get(policy.shape());
    if (known == null) {
      known = Optional.ofNullable(SearchStatement.of(policy));
      statements.put(policy.shape(), known);
    }
    return known;
  }

  /// Planned once a connection: a statement of this size takes longer to plan (6 ms) than to run.
  private List<Item> items(
      Transaction tx, SearchStatement search, Policy policy, Question question, int limit)
      throws SQLException {
    var values =
        new Bindings(
            policy,
            clock.instant(),
            policy.principal().zone(),
            List.of(),
            List.of(),
            search.words(question),
            null);
    try (var statement = search.compiled().prepare(tx.connection(), values)) {
      statement.unwrap(PGStatement.class).setPrepareThreshold(1);
      tx.update("set plan_cache_mode = force_generic_plan");
      try (var rows = statement.executeQuery()) {
        return read(rows, limit);
      } finally {
        tx.update("reset plan_cache_mode");
      }
    }
  }

  private static List<Item> read(ResultSet rows, int limit) throws SQLException {
    var items = new ArrayList<Item>();
    int most = limit;
    while (items.size() < most && rows.next()) {
      boolean guess = rows.getInt(5) >= SearchStatement.GUESSED;
      most = guess ? Math.min(limit, GUESSES) : limit;
      items.add(
          new Item(
              rows.getString(1),
              rows.getObject(2, UUID.class),
              rows.getString(3),
              rows.getString(4),
              guess));
    }
    return items;
  }

  /// `GET /api/v1/search?q=&limit=`: `{"items": [{type, id, title, detail}]}`, and `"guess": true`
  /// beside them when nothing is called so.
  public byte[] answer(Policy policy, @Nullable String words, @Nullable Integer limit) {
    var items = find(policy, words == null ? "" : words, limit == null ? USUAL : limit);
    var out = new ByteArrayOutputStream(1024);
    try (var json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeArrayPropertyStart("items");
      for (var item : items) {
        json.writeStartObject();
        json.writeStringProperty("type", item.type());
        json.writeStringProperty("id", item.id().toString());
        json.writeStringProperty("title", item.title());
        json.writeStringProperty("detail", item.detail());
        json.writeEndObject();
      }
      json.writeEndArray();
      if (items.stream().anyMatch(Item::guess)) {
        json.writeBooleanProperty("guess", true);
      }
      json.writeEndObject();
    }
    return out.toByteArray();
  }
}

package org.shuke.records;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jooq.DSLContext;
import org.jooq.QueryPart;
import org.jooq.SQLDialect;
import org.jooq.conf.ParamType;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/// A statement as text with the values it needs, in order: compiled once, run by every caller of
/// the same shape.
///
/// @param binds a [Slot], or a constant that the compiler put there
public record Compiled(String sql, List<Object> binds) {
  private static final String MARK = "§";
  private static final Pattern PARAMETER = Pattern.compile(MARK + "(\\w+)");
  private static final DSLContext RENDER =
      DSL.using(
          SQLDialect.POSTGRES,
          new Settings()
              .withRenderNamedParamPrefix(MARK)
              .withRenderQuotedNames(RenderQuotedNames.ALWAYS)
              .withParamType(ParamType.NAMED));

  /// Renders a jOOQ tree whose varying values are [Slot]s.
  public static Compiled of(QueryPart tree) {
    return of(tree, null);
  }

  /// Renders a tree for many callers at once: what is bound of one caller elsewhere is read from a
  /// row that has a column of the same name for each of [Slot.What#ofCaller()].
  ///
  /// @param callers the alias of these rows, a plain name
  public static Compiled forEach(QueryPart tree, String callers) {
    return of(tree, callers);
  }

  private static Compiled of(QueryPart tree, @Nullable String callers) {
    var values = RENDER.extractBindValues(tree).iterator();
    var binds = new ArrayList<Object>();
    var sql =
        PARAMETER
            .matcher(RENDER.renderNamedParams(tree))
            .replaceAll(match -> {
              var bind = bind(match.group(1), values.next());
              if (callers != null && bind instanceof Slot slot && slot.what().ofCaller()) {
                return callers + "." + slot.what().column();
              }
              binds.add(bind);
              return "?";
            });
    return new Compiled(sql, List.copyOf(binds));
  }

  private static Object bind(String name, @Nullable Object value) {
    if (name.contains("__")) {
      return Slot.named(name);
    }
    if (value == null) {
      throw new IllegalStateException("a parameter without a value: " + name);
    }
    return value;
  }

  /// Prepares the statement with every value bound.
  public PreparedStatement prepare(Connection connection, Bindings values) throws SQLException {
    var statement = connection.prepareStatement(sql);
    try {
      bind(statement, values);
      return statement;
    } catch (SQLException | RuntimeException e) {
      statement.close();
      throw e;
    }
  }

  /// Binds every value of a statement that was prepared from [#sql()].
  public void bind(PreparedStatement statement, Bindings values) throws SQLException {
    for (int i = 0; i < binds.size(); i++) {
      var bind = binds.get(i);
      values.set(statement, i + 1, bind instanceof Slot slot ? values.of(slot) : bind);
    }
  }
}

package org.shuke.records.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuke.platform.TestDatabase;

class RegexTest {
  @RegisterExtension static final TestDatabase database = TestDatabase.fresh("platform");

  private static final Place HERE = new Place("", 0);
  private static final List<String> PIECES =
      List.of(
          "a", "b", "A", "0", "_", "-", " ", "\n", "\t", ".", "]", "^", "$", "\\", "[", "{", "华",
          "é", "😀", "ab", "\u000b", "\"", "'", "%");

  private static Connection connection;

  @BeforeAll
  static void connect() throws SQLException {
    var login = database.owner();
    connection = DriverManager.getConnection(login.url(), login.user(), login.password());
  }

  @AfterAll
  static void close() throws SQLException {
    connection.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "^a",
        "a$",
        "^a$",
        "^$",
        ".",
        "^.$",
        "a.b",
        "\\d",
        "\\D",
        "^\\w+$",
        "\\W",
        "\\s",
        "\\S",
        "[ab]",
        "[^ab]",
        "[^\\d]",
        "[a-c0-9_]",
        "[\\w-]",
        "[\\s]",
        "[a\\-z]",
        "[\\]]",
        "[\\^a]",
        "[-a]",
        "[a-]",
        "[一-龥]",
        "[😀]",
        "(a|b)c?",
        "(?:ab)+",
        "a{2}",
        "(a|b){1,2}$",
        "^(?:a{0,3}|b){2,}$",
        "a*?b",
        "a+?",
        "(|a)b",
        "(a|)b",
        "()",
        "\\.",
        "\\\\",
        "\\[",
        "\\{",
        "]",
        "}",
        "-",
        "\\n",
        "\\t",
        "\\v",
        " ",
        "(^a|b$)",
        "x^a",
        "a$b",
        "[.]",
        "[:a]",
        "[=]",
        "é|华",
        "_",
        "%",
        "\"",
        "^[^\\n]*$",
        "\\-",
        "\\_"
      })
  void postgresqlMatchesWhatRe2Matches(String pattern) throws SQLException {
    var regex = Regex.of(pattern, HERE);
    var compiled = com.google.re2j.Pattern.compile(regex.text());
    var texts = texts();
    try (var ask =
        connection.prepareStatement(
            "select t ~ ? from unnest(?::text[]) with ordinality as u(t, n) order by n")) {
      ask.setString(1, regex.postgres());
      ask.setArray(2, connection.createArrayOf("text", texts.toArray()));
      try (var rows = ask.executeQuery()) {
        for (var text : texts) {
          rows.next();
          assertEquals(
              compiled.matcher(text).find(), rows.getBoolean(1), pattern + " on “" + text + "”");
        }
      }
    }
  }

  private static List<String> texts() {
    var random = new Random(4);
    var texts = new ArrayList<>(PIECES);
    texts.add("");
    for (int i = 0; i < 400; i++) {
      var text = new StringBuilder();
      for (int j = random.nextInt(4); j >= 0; j--) {
        text.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      texts.add(text.toString());
    }
    return texts;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        ")",
        "a)",
        "[",
        "[]",
        "[a",
        "*a",
        "a**",
        "a{2}{3}",
        "a{2,1}",
        "a{1000}",
        "{2}",
        "a{x}",
        "^*",
        "(?i)a",
        "(?=a)",
        "(?<n>a)",
        "\\b",
        "\\1",
        "\\p{L}",
        "\\x41",
        "\\Qa\\E",
        "[[:alpha:]]",
        "[\\D]",
        "[b-a]",
        "[a-\\d]",
        "\\",
        "***=a",
        "((a{50}){50}){50}"
      })
  void whatPostgresqlCannotBeToldExactlyIsRefused(String pattern) {
    assertThrows(ExpressionFault.class, () -> Regex.of(pattern, HERE));
  }

  @Test
  void lettersBecomeSmallAsTheDatabaseMakesThemSmall() throws SQLException {
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select n, lower(chr(n)) from generate_series(1, 1114111) n"
                    + " where n not between 55296 and 57343")) {
      var differ = new ArrayList<String>();
      while (rows.next()) {
        int letter = rows.getInt(1);
        if (Character.isDefined(letter)
            && !Character.toString(Character.toLowerCase(letter)).equals(rows.getString(2))) {
          differ.add(Integer.toHexString(letter));
        }
      }
      assertEquals(List.of(), differ);
    }
  }
}

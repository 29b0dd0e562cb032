package org.shuke.imports.values;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads the cells of one column, one like the other.
@FunctionalInterface
public interface ColumnForm {
  int LONGEST_KEY = 400;
  int LONGEST_TEXT = 2_000;
  int LONGEST_LONG_TEXT = 200_000;

  Reading read(String cell);

  /// The same for a cell of a row that names a country.
  default Reading read(String cell, String country) {
    return read(cell);
  }

  /// The reader for a column of which `evidence` was collected.
  static ColumnForm of(Form form, Options options, Evidence evidence) {
    ColumnForm typed =
        switch (form) {
          case TEXT -> cell -> Text.line(cell, LONGEST_TEXT);
          case REFERENCE -> cell -> Text.line(cell, LONGEST_KEY);
          case LONG_TEXT -> Text::lines;
          case NUMBER, MONEY -> Numbers.of(options, evidence);
          case DATE -> Dates.of(options, evidence).dates();
          case INSTANT -> Dates.of(options, evidence).instants();
          case DURATION -> Durations::read;
          case BOOLEAN -> Booleans::read;
          case CHOICE -> new Choices(options.choices())::one;
          case MULTI_CHOICE -> new Choices(options.choices())::several;
          case PHONE -> new OfPhones(options.region());
          case EMAIL -> Addresses::email;
          case URL -> Addresses::url;
          case COUNTRY -> Countries::read;
          case CURRENCY -> cell -> Currencies.read(cell, options.currency());
        };
    boolean text = form == Form.TEXT || form == Form.LONG_TEXT || form == Form.REFERENCE;
    int longest = form == Form.URL || form == Form.MULTI_CHOICE ? LONGEST_TEXT : LONGEST_KEY;
    return text || typed instanceof OfPhones
        ? typed
        : cell -> Text.absent(cell) ? Reading.EMPTY : bounded(typed, cell, longest);
  }

  /// What is longer than any such value would keep the patterns that read it busy for hours.
  private static Reading bounded(ColumnForm typed, String cell, int longest) {
    return cell.length() > longest ? Reading.wrong("text-too-long") : typed.read(cell);
  }

  /// Phone numbers: those without a country code are from the country of their row, else from home.
  record OfPhones(String home) implements ColumnForm {
    @Override
    public Reading read(String cell) {
      return read(cell, home);
    }

    @Override
    public Reading read(String cell, String country) {
      return Text.absent(cell) ? Reading.EMPTY : Phones.read(cell, country);
    }
  }

  /// Cells that are to stay text.
  final class Text {
    private static final Pattern ROUNDED = Pattern.compile("\\d(?:[.,]\\d+)?[eE]\\+\\d{1,2}");
    private static final Set<String> NOTHING =
        Set.of(
            "null", "n/a", "#n/a", "n.a.", "na", "nan", "none", "-", "--", "—", "/", "无", "空",
            "\\n");

    private Text() {}

    static boolean absent(String cell) {
      String text = cell.strip();
      return text.isEmpty()
          || text.length() <= 4 && NOTHING.contains(text.toLowerCase(Locale.ROOT));
    }

    static Reading line(String cell, int longest) {
      String text = cell.strip();
      if (text.isEmpty()) {
        return Reading.EMPTY;
      }
      if (text.length() > longest) {
        return Reading.wrong("text-too-long");
      }
      boolean rounded = text.length() < 24 && ROUNDED.matcher(text).matches();
      return rounded ? Reading.guessed(text, "digits-lost") : Reading.of(text);
    }

    static Reading lines(String cell) {
      String text = cell.strip().replace("\r\n", "\n").replace('\r', '\n');
      if (text.length() > LONGEST_LONG_TEXT) {
        return Reading.wrong("text-too-long");
      }
      return text.isEmpty() ? Reading.EMPTY : Reading.of(text);
    }
  }
}

package org.shuke.imports.files;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Which character parts the cells of a text, which one wraps them: the reading under which the
/// rows of the sample agree best.
final class Delimiters {
  private static final char[] CANDIDATES = {',', ';', '\t', '|', '，', '\u0001'};
  private static final int ROWS = 200;
  private static final Pattern PADDED = Pattern.compile("[,;\t|，] +\"");
  private static final Pattern SINGLE =
      Pattern.compile("(?m)(?:^|[,;\t|])'[^'\r\n]*'(?=[,;\t|\r\n]|$)");
  private static final Pattern NAMED = Pattern.compile("(?i)^\"?sep=(.)\"?\\R");

  private Delimiters() {}

  static Shape of(String text, String charset) {
    var named = NAMED.matcher(text);
    char quote = text.indexOf('"') < 0 && SINGLE.matcher(text).find() ? '\'' : '"';
    boolean padded = padded(text);
    if (named.find()) {
      return Shape.delimited(charset, named.group(1).charAt(0), quote, padded).rows(true, 1, 0);
    }
    char best = text.indexOf('\t') >= 0 && text.indexOf(',') < 0 ? '\t' : ',';
    double most = 0;
    for (char candidate : CANDIDATES) {
      double score = agreement(text, candidate, quote, padded);
      if (score > most) {
        most = score;
        best = candidate;
      }
    }
    return Shape.delimited(charset, best, quote, padded);
  }

  /// Spaces between delimiter and quote on a good part of the lines: now and then they are only
  /// text.
  private static boolean padded(String text) {
    List<String> lines = text.lines().limit(ROWS).toList();
    return lines.stream().filter(l -> PADDED.matcher(l).find()).count() * 3 > lines.size();
  }

  /// The share of rows that have the commonest width, weighed by that width; 0 when it parts
  /// nothing.
  private static double agreement(String text, char delimiter, char quote, boolean padded) {
    List<Integer> widths = widths(text, delimiter, quote, padded);
    Map<Integer, Integer> counts = new HashMap<>();
    for (int width : widths) {
      counts.merge(width, 1, Integer::sum);
    }
    double most = 0;
    for (var each : counts.entrySet()) {
      int width = each.getKey();
      if (width > 1) {
        double share = (double) each.getValue() / widths.size();
        most = Math.max(most, share * share * (1 + Math.log(width)));
      }
    }
    return most;
  }

  private static List<Integer> widths(String text, char delimiter, char quote, boolean padded) {
    List<Integer> widths = new ArrayList<>();
    var records =
        CsvReader.builder()
            .fieldSeparator(delimiter)
            .quoteCharacter(quote)
            .allowExtraFields(true)
            .allowMissingFields(true)
            .allowExtraCharsAfterClosingQuote(!padded)
            .trimWhitespacesAroundQuotes(padded)
            .ofCsvRecord(text);
    try {
      for (CsvRecord each : records) {
        widths.add(each.getFieldCount());
        if (widths.size() == ROWS) {
          break;
        }
      }
    } catch (CsvParseException e) {
      // what was read up to here decides
    }
    return widths;
  }
}

package org.shuke.imports.files;

import ezvcard.Ezvcard;
import ezvcard.VCard;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Visiting cards: each card a row of the columns a contact has. Cards are cut apart before they
/// are parsed, so that a broken one is one broken row.
final class CardRows implements RowReader {
  private static final int LONGEST_CARD = 16 << 20;

  private final BufferedReader text;
  private long line;

  CardRows(Path file, Shape shape) throws IOException {
    this.text = TextFlow.plain(file, shape.decoding());
  }

  @Override
  public List<String> header() {
    return CardCells.HEADER;
  }

  @Override
  public @Nullable Row next() throws IOException {
    var card = new StringBuilder();
    int depth = 0;
    long start = 0;
    for (String each = text.readLine(); each != null; each = text.readLine()) {
      line++;
      String word = each.strip().toUpperCase(Locale.ROOT);
      boolean begins = word.endsWith("BEGIN:VCARD");
      if (begins && depth++ == 0) {
        start = line;
      }
      if (depth > 0 && card.length() + each.length() < LONGEST_CARD) {
        // what stands before a beginning, such as the mark of an encoding, hides it from the parser
        card.append(begins ? "BEGIN:VCARD" : each.replace("\0", "")).append("\r\n");
      }
      if (depth > 0 && word.equals("END:VCARD") && --depth == 0) {
        return row(start, card.toString());
      }
    }
    return depth > 0 ? broken(start) : null;
  }

  private static Row row(long line, String text) {
    try {
      VCard card = Ezvcard.parse(text).first();
      return card == null ? broken(line) : new Row(line, CardCells.of(card), null);
    } catch (RuntimeException e) {
      return broken(line);
    }
  }

  private static Row broken(long line) {
    return Columns.fitted(new Row(line, List.of(), "card-broken"), CardCells.HEADER.size());
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}

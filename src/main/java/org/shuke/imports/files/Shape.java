package org.shuke.imports.files;

import java.nio.charset.Charset;
import java.util.List;

/// How a file is to be read. [Detect] proposes it; a person may correct any part before the check.
///
/// - `skip`: rows above the header (or above the data, without one)
/// - `padded`: spaces stand between delimiter and quote
/// - `sheet`: the sheet of a workbook, one of `sheets`
/// - `warnings`: codes of what the reader should know, such as `characters-damaged`
public record Shape(
    Format format,
    String charset,
    String delimiter,
    String quote,
    boolean padded,
    boolean header,
    int skip,
    int width,
    List<String> sheets,
    String sheet,
    List<String> warnings) {

  public enum Format {
    DELIMITED,
    EXCEL,
    VCARD,
    JSON_LINES
  }

  static Shape delimited(String charset, char delimiter, char quote, boolean padded) {
    return new Shape(
        Format.DELIMITED,
        charset,
        String.valueOf(delimiter),
        String.valueOf(quote),
        padded,
        true,
        0,
        0,
        List.of(),
        "",
        List.of());
  }

  static Shape excel(List<String> sheets, String sheet) {
    return new Shape(Format.EXCEL, "UTF-8", "", "", false, true, 0, 0, sheets, sheet, List.of());
  }

  static Shape cards(String charset) {
    return new Shape(Format.VCARD, charset, "", "", false, true, 0, 0, List.of(), "", List.of());
  }

  static Shape jsonLines(String charset) {
    return new Shape(
        Format.JSON_LINES, charset, "", "", false, true, 0, 0, List.of(), "", List.of());
  }

  public Shape withHeader(boolean present) {
    return rows(present, skip, width);
  }

  public Shape withSheet(String name) {
    return new Shape(
        format, charset, delimiter, quote, padded, header, skip, width, sheets, name, warnings);
  }

  public Shape withCharset(String name) {
    return new Shape(
        format, name, delimiter, quote, padded, header, skip, width, sheets, sheet, warnings);
  }

  Shape rows(boolean header, int skip, int width) {
    return new Shape(
        format, charset, delimiter, quote, padded, header, skip, width, sheets, sheet, warnings);
  }

  Shape warned(List<String> codes) {
    return new Shape(
        format, charset, delimiter, quote, padded, header, skip, width, sheets, sheet, codes);
  }

  Charset decoding() {
    return Charset.forName(charset);
  }
}

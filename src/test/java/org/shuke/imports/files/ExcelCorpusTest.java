package org.shuke.imports.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.shuke.platform.Refusal;

/// Workbooks as people and programs make them, and as they are made to do harm (trust.md, B-03):
/// the values that Excel shows, or a refusal that says why, within ten seconds.
class ExcelCorpusTest {
  private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  private static final String OFFICE =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

  @TempDir static Path folder;

  /// @param expected the header and the rows, cells joined by `|`; or the refusal's reason or code
  private record Case(String name, byte[] file, List<String> expected) {
    @Override
    public String toString() {
      return name;
    }
  }

  /// A workbook written part by part.
  private static final class Book {
    private final Map<String, byte[]> parts = new LinkedHashMap<>();
    private final StringBuilder sheets = new StringBuilder();
    private final StringBuilder relations = new StringBuilder();
    private String properties = "";
    private int count;

    Book sheet(String name, String state, String xml) {
      count++;
      sheets.append(
          "<sheet name=\"%s\" sheetId=\"%d\" %s r:id=\"rId%d\"/>"
              .formatted(name, count, state, count));
      relations.append(
          "<Relationship Id=\"rId%d\" Type=\"%s/worksheet\" Target=\"worksheets/sheet%d.xml\"/>"
              .formatted(count, OFFICE, count));
      return part("xl/worksheets/sheet" + count + ".xml", xml);
    }

    Book with(String workbookProperties) {
      properties = workbookProperties;
      return this;
    }

    Book strings(String... items) {
      relations.append(
          "<Relationship Id=\"rIdS\" Type=\"%s/sharedStrings\" Target=\"sharedStrings.xml\"/>"
              .formatted(OFFICE));
      return part(
          "xl/sharedStrings.xml",
          "<sst xmlns=\"" + MAIN + "\">" + String.join("", items) + "</sst>");
    }

    Book styles(String formats, int... ids) {
      relations.append(
          "<Relationship Id=\"rIdT\" Type=\"%s/styles\" Target=\"styles.xml\"/>".formatted(OFFICE));
      var cells = new StringBuilder();
      for (int id : ids) {
        cells.append("<xf numFmtId=\"").append(id).append("\" applyNumberFormat=\"1\"/>");
      }
      return part(
          "xl/styles.xml",
          "<styleSheet xmlns=\"%s\"><numFmts>%s</numFmts><cellXfs>%s</cellXfs></styleSheet>"
              .formatted(MAIN, formats, cells));
    }

    Book part(String name, String text) {
      parts.put(name, text.getBytes(StandardCharsets.UTF_8));
      return this;
    }

    byte[] bytes() {
      if (!parts.containsKey("xl/styles.xml")) {
        styles("", 0);
      }
      part(
          "xl/workbook.xml",
          "<workbook xmlns=\"%s\" xmlns:r=\"%s\">%s<sheets>%s</sheets></workbook>"
              .formatted(MAIN, OFFICE, properties, sheets));
      part("xl/_rels/workbook.xml.rels", relations(relations.toString()));
      part(
          "_rels/.rels",
          relations(
              "<Relationship Id=\"rId1\" Type=\"%s/officeDocument\" Target=\"xl/workbook.xml\"/>"
                  .formatted(OFFICE)));
      part(
          "[Content_Types].xml",
          "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
              + kind("workbook", "sheet.main")
              + (parts.containsKey("xl/sharedStrings.xml")
                  ? kind("sharedStrings", "sharedStrings")
                  : "")
              + kind("styles", "styles")
              + "</Types>");
      return zip(parts);
    }

    private static String kind(String part, String kind) {
      return "<Override PartName=\"/xl/%s.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.%s+xml\"/>"
          .formatted(part, kind);
    }

    private static String relations(String inner) {
      return "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
          + inner
          + "</Relationships>";
    }
  }

  private static byte[] zip(Map<String, byte[]> parts) {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (var part : parts.entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getValue());
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static String text(String value) {
    return "<c t=\"inlineStr\"><is><t>" + value + "</t></is></c>";
  }

  private static String number(String value) {
    return "<c><v>" + value + "</v></c>";
  }

  private static String styled(int style, String value) {
    return "<c s=\"" + style + "\"><v>" + value + "</v></c>";
  }

  private static String sheet(String... rows) {
    var xml = new StringBuilder("<worksheet xmlns=\"" + MAIN + "\"><sheetData>");
    for (int i = 0; i < rows.length; i++) {
      xml.append("<row r=\"").append(i + 1).append("\">").append(rows[i]).append("</row>");
    }
    return xml.append("</sheetData></worksheet>").toString();
  }

  private static final String HEAD = text("name") + text("value");

  /// One row of a name and a cell below their header.
  private static String around(String cell) {
    return sheet(HEAD, text("Ann") + cell);
  }

  private static Case cell(String name, String cell, String expected) {
    return of(name, new Book().sheet("S", "", around(cell)), "name|value", "Ann|" + expected);
  }

  private static Case of(String name, Book book, String... expected) {
    return new Case(name, book.bytes(), List.of(expected));
  }

  private static Case of(String name, byte[] file, String expected) {
    return new Case(name, file, List.of(expected));
  }

  static List<Case> cases() {
    var all = new ArrayList<Case>();
    values(all);
    dates(all);
    sheets(all);
    foreign(all);
    harm(all);
    return all;
  }

  private static void values(List<Case> all) {
    all.add(cell("a number", number("2.5"), "2.5"));
    all.add(cell("a number in 17 digits", number("2.5499999999999998"), "2.55"));
    all.add(cell("a number in its scientific form", number("1.23E+11"), "123000000000"));
    all.add(cell("a negative number", number("-7"), "-7"));
    all.add(cell("a truth", "<c t=\"b\"><v>1</v></c>", "true"));
    all.add(cell("a number kept as text", text("00123"), "00123"));
    all.add(cell("18 digits kept as text", text("110101199003072316"), "110101199003072316"));
    all.add(cell("a formula's last result", "<c><f>1+1</f><v>2</v></c>", "2"));
    all.add(cell("a formula's text", "<c t=\"str\"><f>A1</f><v>tea</v></c>", "tea"));
    all.add(
        cell(
            "a formula that calls out is not run",
            "<c t=\"str\"><f>cmd|' /C calc'!A0</f><v>x</v></c>",
            "x"));
    all.add(cell("text like a formula", text("=1+1"), "=1+1"));
    all.add(cell("signs of markup", text("a &lt;b&gt; &amp; c"), "a <b> & c"));
    all.add(
        cell(
            "blanks that are kept",
            "<c t=\"inlineStr\"><is><t xml:space=\"preserve\">a  b</t></is></c>",
            "a  b"));
    all.add(cell("emoji", text("😀"), "😀"));
    all.add(
        of(
            "shared strings",
            new Book()
                .strings("<si><t>name</t></si>", "<si><t>张伟</t></si>")
                .sheet("S", "", sheet("<c t=\"s\"><v>0</v></c>", "<c t=\"s\"><v>1</v></c>")),
            "name",
            "张伟"));
    all.add(
        of(
            "rich text",
            new Book()
                .strings(
                    "<si><t>name</t></si>",
                    "<si><r><t>An</t></r><r><rPr><b/></rPr><t>na</t></r></si>")
                .sheet("S", "", sheet("<c t=\"s\"><v>0</v></c>", "<c t=\"s\"><v>1</v></c>")),
            "name",
            "Anna"));
    all.add(
        of(
            "a formula without a result",
            new Book()
                .sheet(
                    "S",
                    "",
                    sheet(HEAD, text("Ann") + "<c><f>1+1</f></c>", text("Bob") + number("2"))),
            "name|value",
            "Ann|",
            "Bob|2"));
    all.add(
        of(
            "cells left out",
            new Book()
                .sheet("S", "", sheet(HEAD, "<c r=\"B2\"><v>7</v></c>", text("Bob") + number("2"))),
            "name|value",
            "|7",
            "Bob|2"));
    all.add(
        of(
            "rows left out",
            new Book()
                .sheet(
                    "S",
                    "",
                    "<worksheet xmlns=\""
                        + MAIN
                        + "\"><sheetData><row r=\"1\">"
                        + HEAD
                        + "</row><row r=\"900\">"
                        + text("Ann")
                        + number("1")
                        + "</row></sheetData></worksheet>"),
            "name|value",
            "Ann|1"));
    all.add(
        of(
            "merged cells show once",
            new Book()
                .sheet(
                    "S",
                    "",
                    sheet(
                            HEAD,
                            text("Ann") + "<c r=\"B2\"/>",
                            "<c r=\"A3\"/><c r=\"B3\"><v>3</v></c>")
                        .replace(
                            "</worksheet>",
                            "<mergeCells><mergeCell ref=\"A2:B2\"/></mergeCells></worksheet>")),
            "name|value",
            "Ann|",
            "|3"));
    all.add(
        of(
            "hidden and filtered rows count",
            new Book()
                .sheet(
                    "S",
                    "",
                    sheet(HEAD, text("Ann") + number("1"), text("Bob") + number("2"))
                        .replace("<row r=\"3\">", "<row r=\"3\" hidden=\"1\">")),
            "name|value",
            "Ann|1",
            "Bob|2"));
  }

  private static void dates(List<Case> all) {
    var own =
        "<numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/>"
            + "<numFmt numFmtId=\"165\" formatCode=\"0.00 &quot;days&quot;\"/>"
            + "<numFmt numFmtId=\"166\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;\"/>";
    all.add(dated("a date", 14, "", "", "45351", "2024-02-29"));
    all.add(
        dated("a date since 1904", 14, "", "<workbookPr date1904=\"1\"/>", "43889", "2024-02-29"));
    all.add(dated("a date and a time", 22, "", "", "45351.5", "2024-02-29T12:00"));
    all.add(dated("a time", 20, "", "", "0.75", "18:00:00"));
    all.add(dated("an own format", 164, own, "", "45351", "2024-02-29"));
    all.add(dated("a Chinese format", 166, own, "", "45351", "2024-02-29"));
    all.add(dated("a format of East Asia by its number", 31, "", "", "45351", "2024-02-29"));
    all.add(dated("a format whose words are no date", 165, own, "", "2", "2"));
    all.add(dated("the day before the leap that was none", 14, "", "", "59", "1900-02-28"));
    all.add(dated("a date beyond all years stays a number", 14, "", "", "99999999", "99999999"));
    all.add(dated("a negative date stays a number", 14, "", "", "-1", "-1"));
  }

  private static Case dated(
      String name, int format, String own, String properties, String serial, String expected) {
    var book =
        new Book()
            .with(properties)
            .styles(own, 0, format)
            .sheet("S", "", around(styled(1, serial)));
    return of(name, book, "name|value", "Ann|" + expected);
  }

  private static void sheets(List<Case> all) {
    var people = sheet(text("name"), text("Ann"));
    all.add(
        of(
            "an empty sheet first",
            new Book().sheet("E", "", sheet()).sheet("P", "", people),
            "name",
            "Ann"));
    all.add(
        of(
            "a hidden sheet first",
            new Book()
                .sheet("H", "state=\"hidden\"", sheet(text("secret"), text("x")))
                .sheet("P", "", people),
            "name",
            "Ann"));
    all.add(
        of(
            "a very hidden sheet first",
            new Book()
                .sheet("H", "state=\"veryHidden\"", sheet(text("secret"), text("x")))
                .sheet("P", "", people),
            "name",
            "Ann"));
    all.add(
        of(
            "a title above the table",
            new Book()
                .sheet(
                    "S",
                    "",
                    sheet(
                        text("Our people"),
                        text("name") + text("city") + text("mail"),
                        text("Ann") + text("Rome") + text("a@b.example"),
                        text("Bob") + text("Oslo") + text("b@b.example"))),
            "name|city|mail",
            "Ann|Rome|a@b.example",
            "Bob|Oslo|b@b.example"));
    all.add(of("a header only", new Book().sheet("S", "", sheet(HEAD)), "name|value"));
    all.add(
        of(
            "the same header twice",
            new Book()
                .sheet(
                    "S", "", sheet(HEAD + text("value"), text("Ann") + number("1") + number("2"))),
            "name|value|value (2)",
            "Ann|1|2"));
  }

  private static void foreign(List<Case> all) {
    all.add(
        of(
            "HTML named xls",
            "<html><table><tr><td>a".getBytes(StandardCharsets.UTF_8),
            "file-not-a-table"));
    all.add(
        of(
            "XML of 2003",
            "<?xml version=\"1.0\"?><Workbook/>".getBytes(StandardCharsets.UTF_8),
            "file-not-a-table"));
    all.add(
        of(
            "an old or a locked one",
            new byte[] {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0},
            "file-old-or-locked-excel"));
    all.add(
        of("an OpenDocument", zip(Map.of("content.xml", new byte[] {'x'})), "file-not-a-table"));
    all.add(of("any archive", zip(Map.of("a.txt", new byte[] {'x'})), "file-not-a-table"));
    all.add(
        new Case(
            "a CSV named xlsx",
            "name,value\nAnn,1\n".getBytes(StandardCharsets.UTF_8),
            List.of("name|value", "Ann|1")));
    all.add(
        of(
            "macros are not looked at",
            new Book()
                .part("xl/vbaProject.bin", "MZ")
                .sheet("S", "", sheet(text("name"), text("Ann"))),
            "name",
            "Ann"));
    all.add(
        of(
            "links to other files are not followed",
            new Book()
                .part(
                    "xl/externalLinks/externalLink1.xml", "<externalLink xmlns=\"" + MAIN + "\"/>")
                .sheet("S", "", sheet(text("name"), text("Ann"))),
            "name",
            "Ann"));
  }

  private static void harm(List<Case> all) {
    var whole = new Book().sheet("S", "", around(number("1"))).bytes();
    all.add(of("cut in half", java.util.Arrays.copyOf(whole, whole.length / 2), "damaged"));
    all.add(of("nothing but the first bytes", java.util.Arrays.copyOf(whole, 4), "damaged"));
    all.add(of("a bomb", new Book().sheet("S", "", sheet(HEAD) + " ".repeat(40 << 20)), "ratio"));
    all.add(
        of(
            "a bomb of strings",
            new Book()
                .strings("<si><t>" + "a".repeat(30 << 20) + "</t></si>")
                .sheet("S", "", sheet(HEAD)),
            "ratio"));
    all.add(
        of(
            "entities that laugh",
            new Book()
                .sheet(
                    "S",
                    "",
                    "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]>"
                        + around(text("&b;"))),
            "document-type"));
    all.add(
        of(
            "an entity from outside",
            new Book()
                .sheet(
                    "S",
                    "",
                    "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>"
                        + around(text("&a;"))),
            "document-type"));
    all.add(
        of(
            "a document type among the strings",
            new Book()
                .strings("<!DOCTYPE x>")
                .part("xl/sharedStrings.xml", "<!DOCTYPE x><sst/>")
                .sheet("S", "", sheet(HEAD)),
            "document-type"));
    all.add(
        of(
            "a cell outside any sheet",
            new Book().sheet("S", "", sheet("<c r=\"ZZZZZZ1\"><v>1</v></c>")),
            "address"));
    all.add(
        of(
            "an archive within is left alone",
            new Book()
                .part("xl/media/a.zip", new String(whole, StandardCharsets.ISO_8859_1))
                .sheet("S", "", sheet(text("name"), text("Ann"))),
            "name",
            "Ann"));
    all.add(
        of(
            "markup that is never closed",
            new Book()
                .sheet(
                    "S", "", "<worksheet xmlns=\"" + MAIN + "\"><sheetData><row r=\"1\">" + HEAD),
            "damaged"));
    all.add(
        of(
            "nesting without end",
            new Book().sheet("S", "", "<worksheet xmlns=\"" + MAIN + "\">" + "<a>".repeat(200_000)),
            "damaged"));
    all.add(
        of(
            "a path that climbs out",
            new Book()
                .part("../../evil.xml", "<x/>")
                .sheet("S", "", sheet(text("name"), text("Ann"))),
            "name",
            "Ann"));
  }

  @Test
  void thereAreAtLeast55Cases() {
    assertTrue(cases().size() >= 55, () -> String.valueOf(cases().size()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isReadAsItIsShownOrRefused(Case of) throws IOException {
    var file = Files.createTempFile(folder, "book", ".xlsx");
    Files.write(file, of.file());
    assertEquals(
        of.expected(), assertTimeoutPreemptively(Duration.ofSeconds(10), () -> shown(file)));
  }

  private static List<String> shown(Path file) throws IOException {
    try {
      var read = ReadFile.of(file);
      var all = new ArrayList<String>();
      all.add(String.join("|", read.header()));
      read.cells().forEach(row -> all.add(String.join("|", row)));
      return all;
    } catch (Refusal refused) {
      return List.of(
          refused.code().equals("file-damaged")
              ? "damaged"
              : String.valueOf(refused.args().getOrDefault("reason", refused.code())));
    }
  }
}

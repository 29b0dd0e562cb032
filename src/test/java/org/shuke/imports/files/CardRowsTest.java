package org.shuke.imports.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CardRowsTest {
  @TempDir Path folder;

  private static String cell(ReadFile read, int row, String column) {
    return read.rows().get(row).cells().get(read.header().indexOf(column));
  }

  @Test
  void aCardBecomesARowOfAContactsColumns() throws IOException {
    ReadFile read =
        ReadFile.of(
            folder,
            """
            BEGIN:VCARD
            VERSION:3.0
            N:Zhang;Wei;;Dr.;
            FN:张伟
            ORG:北京熟客科技;Sales
            TITLE:Engineer
            TEL;TYPE=WORK:+86 10 1234 5678
            TEL;TYPE=CELL:13800138000
            EMAIL:wei@example.com
            BDAY:1985-04-12
            ADR;TYPE=WORK:;;1 Long Street;Beijing;;100000;China
            NOTE:folded
              line
            END:VCARD
            """);
    assertEquals("张伟", cell(read, 0, "name"));
    assertEquals("Wei", cell(read, 0, "givenName"));
    assertEquals("Zhang", cell(read, 0, "familyName"));
    assertEquals("13800138000", cell(read, 0, "mobile"));
    assertEquals("+86 10 1234 5678", cell(read, 0, "phone"));
    assertEquals("北京熟客科技", cell(read, 0, "company"));
    assertEquals("1985-04-12", cell(read, 0, "birthday"));
    assertEquals("China", cell(read, 0, "country"));
  }

  @Test
  void quotedPrintableAndOldChineseEncodingsAreRead() throws IOException {
    ReadFile printable =
        ReadFile.of(
            folder,
            "BEGIN:VCARD\r\n"
                + "VERSION:2.1\r\n"
                + "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=BC=A0;=E4=BC=9F\r\n"
                + "END:VCARD\r\n");
    assertEquals("张", cell(printable, 0, "familyName"));
    ReadFile gb =
        ReadFile.of(
            folder,
            "BEGIN:VCARD\nVERSION:2.1\nN:张;伟\nFN:北京上海广州的张伟\nEND:VCARD\n",
            Charset.forName("GB18030"));
    assertEquals("张", cell(gb, 0, "familyName"));
  }

  @Test
  void aCardLeftOpenIsOneFaultyRow() throws IOException {
    ReadFile read =
        ReadFile.of(
            folder,
            "BEGIN:VCARD\nVERSION:3.0\nFN:Ann\nEND:VCARD\nBEGIN:VCARD\nVERSION:3.0\nFN:Bob\n");
    assertEquals("Ann", cell(read, 0, "name"));
    assertEquals(List.of("5 card-broken"), read.faults());
  }

  @Test
  void realExportsHaveTheirPeople() throws IOException {
    Path folder = ReadFile.DATA.resolve("vcard/ez-vcard/ezvcard");
    assumeTrue(Files.isDirectory(folder), "skipped: ../shared/data/vcard is not here");
    try (var files = Files.walk(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".vcf")).toList()) {
        String text = Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
        long cards = text.lines().filter(l -> l.strip().equalsIgnoreCase("BEGIN:VCARD")).count();
        ReadFile read = ReadFile.of(file);
        assertEquals(cards, read.rows().size(), file.toString());
        for (Row row : read.rows()) {
          assertNull(row.fault(), file + " line " + row.line());
          assertTrue(row.cells().stream().anyMatch(c -> !c.isEmpty()), file.toString());
        }
      }
    }
  }
}

package org.shuke.imports.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuke.platform.Refusal;

class ExcelRowsTest {
  @TempDir Path folder;

  private interface Filling {
    void fill(Workbook workbook);
  }

  private Path workbook(Filling filling) throws IOException {
    Path file = Files.createTempFile(folder, "book", ".xlsx");
    try (OutputStream out = Files.newOutputStream(file);
        Workbook workbook = new Workbook(out, "Test", "1.0")) {
      filling.fill(workbook);
    }
    return file;
  }

  @Test
  void valuesReadAsTheyAreShown() throws IOException {
    Path file =
        workbook(book -> {
          Worksheet sheet = book.newWorksheet("客户");
          List<String> names = List.of("name", "price", "day", "moment", "known", "code");
          for (int i = 0; i < names.size(); i++) {
            sheet.value(0, i, names.get(i));
          }
          sheet.value(1, 0, "张三 & <co>");
          sheet.value(1, 1, 2.5499999999999998);
          sheet.value(1, 2, LocalDate.of(2024, 2, 29));
          sheet.style(1, 2).format("yyyy-mm-dd").set();
          sheet.value(1, 3, LocalDateTime.of(2024, 3, 5, 14, 30));
          sheet.style(1, 3).format("yyyy\"年\"m\"月\"d\"日\" h:mm").set();
          sheet.value(1, 4, true);
          sheet.value(1, 5, "00123");
          sheet.value(3, 1, 12345678901.0);
        });
    ReadFile read = ReadFile.of(file);
    assertEquals("客户", read.shape().sheet());
    assertEquals(
        List.of(
            List.of("张三 & <co>", "2.55", "2024-02-29", "2024-03-05T14:30", "true", "00123"),
            List.of("", "12345678901", "", "", "", "")),
        read.cells());
    assertEquals(4, read.rows().getLast().line());
  }

  @Test
  void theFirstSheetWithRowsIsProposedAndAnotherCanBeChosen() throws IOException {
    Path file =
        workbook(book -> {
          book.newWorksheet("Empty");
          Worksheet first = book.newWorksheet("People");
          first.value(0, 0, "name");
          first.value(1, 0, "Ann");
          Worksheet second = book.newWorksheet("Places");
          second.value(0, 0, "city");
          second.value(1, 0, "Rome");
        });
    Shape shape = Detect.of(file);
    assertEquals("People", shape.sheet());
    assertEquals(List.of("Empty", "People", "Places"), shape.sheets());
    ReadFile places = ReadFile.as(file, Detect.again(file, shape, shape.withSheet("Places")));
    assertEquals(List.of("city"), places.header());
    assertEquals(List.of(List.of("Rome")), places.cells());
  }

  @Test
  void aRealWorkbookIsRead() throws IOException {
    Path file = ReadFile.DATA.resolve("zh_names/Chinese_Family_Name_1k.xlsx");
    assumeTrue(Files.exists(file), "skipped: ../shared/data/zh_names is not here");
    assertTrue(ReadFile.of(file).rows().size() > 900);
  }

  private Path archive(Map<String, byte[]> parts) throws IOException {
    Path file = Files.createTempFile(folder, "bomb", ".xlsx");
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (var part : parts.entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getValue());
      }
    }
    Files.write(file, bytes.toByteArray());
    return file;
  }

  private static Map<String, byte[]> parts(String sheet) {
    Map<String, byte[]> parts = new LinkedHashMap<>();
    parts.put("[Content_Types].xml", "<Types/>".getBytes(StandardCharsets.UTF_8));
    parts.put("xl/workbook.xml", "<workbook/>".getBytes(StandardCharsets.UTF_8));
    parts.put("xl/worksheets/sheet1.xml", sheet.getBytes(StandardCharsets.UTF_8));
    return parts;
  }

  private String refusal(Path file) {
    Refusal refusal = assertThrows(Refusal.class, () -> Detect.of(file));
    return String.valueOf(refusal.args().getOrDefault("reason", refusal.code()));
  }

  @Test
  void aBombIsRefusedByWhatItClaimsBeforeItIsInflated() throws IOException {
    assertEquals("ratio", refusal(archive(parts(" ".repeat(40 << 20)))));
  }

  @Test
  @Tag("slow")
  void tooManyPartsAreRefused() throws IOException {
    Map<String, byte[]> parts = parts("<worksheet/>");
    for (int i = 0; i < 65_000; i++) {
      parts.put("xl/media/" + i, new byte[0]);
    }
    assertEquals("too-much", refusal(archive(parts)));
  }

  @Test
  void aFalseClaimIsFoundOutWhileInflating() throws IOException {
    Path file = archive(parts("<worksheet>" + " ".repeat(5 << 20)));
    byte[] bytes = Files.readAllBytes(file);
    int size = 11 + (5 << 20);
    for (int i = 0; i + 4 < bytes.length; i++) {
      int at = bytes[i] & 0xff | (bytes[i + 1] & 0xff) << 8 | (bytes[i + 2] & 0xff) << 16;
      if (at == size && bytes[i + 3] == 0) {
        bytes[i] = 100;
        bytes[i + 1] = 0;
        bytes[i + 2] = 0;
      }
    }
    Files.write(file, bytes);
    assertEquals("false-size", refusal(file));
  }

  @Test
  void documentTypesAndEntitiesAreRefused() throws IOException {
    String laughs =
        "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a SYSTEM"
            + " \"file:///etc/passwd\">]><worksheet>&a;</worksheet>";
    assertEquals("document-type", refusal(archive(parts(laughs))));
  }

  @Test
  void anAddressFarOutsideAnySheetIsRefused() throws IOException {
    String far =
        "<worksheet><sheetData><row r=\"1\"><c"
            + " r=\"ZZZZZZ1\"><v>1</v></c></row></sheetData></worksheet>";
    assertEquals("address", refusal(archive(parts(far))));
  }

  @Test
  void truncatedForeignAndLockedFilesAreRefused() throws IOException {
    Path whole =
        workbook(book -> {
          Worksheet sheet = book.newWorksheet("S");
          for (int i = 0; i < 500; i++) {
            sheet.value(i, 0, "row " + i);
          }
        });
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = folder.resolve("cut.xlsx");
    Files.write(cut, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    assertThrows(Refusal.class, () -> Detect.of(cut));
    assertEquals(
        "file-not-a-table",
        refusal(archive(Map.of("content.xml", "x".getBytes(StandardCharsets.UTF_8)))));
    Path old = folder.resolve("old.xls");
    Files.write(old, new byte[] {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0, 0, 0});
    assertEquals("file-old-or-locked-excel", refusal(old));
  }
}

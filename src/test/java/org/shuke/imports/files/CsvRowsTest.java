package org.shuke.imports.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuke.platform.Refusal;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

class CsvRowsTest {
  @TempDir Path folder;

  @Test
  void knownTortureFilesReadAsTheirExpectedRecords() throws IOException {
    Path spectrum = ReadFile.DATA.resolve("csv_torture/spectrum");
    assumeTrue(Files.isDirectory(spectrum), "skipped: ../shared/data/csv_torture is not here");
    try (var files = Files.list(spectrum.resolve("csvs"))) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString().replace(".csv", ".json");
        List<Map<String, String>> expected =
            JsonMapper.shared()
                .readValue(
                    Files.readString(spectrum.resolve("json").resolve(name))
                        .replace("\\r\\n", "\\n"),
                    new TypeReference<>() {});
        ReadFile read = ReadFile.of(file);
        List<Map<String, String>> found = new ArrayList<>();
        for (Row row : read.rows()) {
          Map<String, String> record = new LinkedHashMap<>();
          for (int i = 0; i < read.header().size(); i++) {
            record.put(read.header().get(i), row.cells().get(i).replace("\r\n", "\n"));
          }
          found.add(record);
        }
        assertEquals(expected, found, name);
      }
    }
  }

  @Test
  void everyRowKnowsItsLineAcrossQuotedLinesAndMixedEnds() throws IOException {
    ReadFile read = ReadFile.of(folder, "a,b\r\n1,2\n\"x\ny\r\nz\",3\r4,5\n\n6,7");
    assertEquals(List.of(2L, 3L, 6L, 8L), read.rows().stream().map(Row::line).toList());
    assertEquals("x\ny\r\nz", read.rows().get(1).cells().getFirst());
  }

  @Test
  void aQuoteLeftOpenAtTheEndCostsItsOwnLineOnly() throws IOException {
    ReadFile read = ReadFile.of(folder, "name,size\nplate,5\n\"6 inch pipe,7\nbolt,8\nnut,9\n");
    assertEquals(List.of("3 quote-open"), read.faults());
    assertEquals(
        List.of(
            List.of("plate", "5"),
            List.of("\"6 inch pipe", "7"),
            List.of("bolt", "8"),
            List.of("nut", "9")),
        read.cells());
    assertEquals(5, read.rows().getLast().line());
  }

  @Test
  void textBehindAClosingQuoteIsTheFaultOfItsLine() throws IOException {
    ReadFile read = ReadFile.of(folder, "name,said\nAnn,\"he \"said\" so\"\nBob,\"fine\"\n");
    assertEquals(List.of("2 quote-open"), read.faults());
    assertEquals(List.of("Bob", "fine"), read.rows().get(1).cells());
  }

  @Test
  void anOpenQuoteInAHugeFileDoesNotSwallowIt() throws IOException {
    var text = new StringBuilder("code,text\nA,\"open\n");
    for (int i = 0; i < 400_000; i++) {
      text.append("B").append(i).append(",plain words here\n");
    }
    ReadFile read = ReadFile.of(folder, text.toString());
    assertEquals(400_001, read.rows().size());
    assertEquals(List.of("2 quote-open"), read.faults());
  }

  @Test
  void raggedRowsArePaddedAndCutWithAFaultOnlyWhenContentWouldBeLost() throws IOException {
    ReadFile read = ReadFile.of(folder, "a,b,c\n1\n1,2,3,,\n1,2,3,4\n");
    assertEquals(List.of("1", "", ""), read.rows().getFirst().cells());
    assertEquals(List.of("4 cells-extra"), read.faults());
  }

  @Test
  void nulsAreDroppedAndBlankRowsSkipped() throws IOException {
    ReadFile read = ReadFile.of(folder, "a,b\nx\0y,1\n,\n  ,  \nz,2\n");
    assertEquals(List.of(List.of("xy", "1"), List.of("z", "2")), read.cells());
  }

  @Test
  void aCellOfAMegabyteIsReadAndAHugerOneIsItsRowsFault() throws IOException {
    String megabyte = "x".repeat(1 << 20);
    ReadFile read =
        ReadFile.of(folder, "a,b\n" + megabyte + ",1\n" + megabyte.repeat(6) + ",2\nc,3\n");
    assertEquals(megabyte, read.rows().getFirst().cells().getFirst());
    assertEquals(1, read.faults().size());
    assertEquals(List.of("c", "3"), read.rows().getLast().cells());
  }

  @Test
  void twoThousandColumnsAndDoubledOrBlankNamesAreNamedApart() throws IOException {
    ReadFile read = ReadFile.of(folder, "name,,name,\nA,B,C,D\n");
    assertEquals(List.of("name", "B", "name (2)"), read.header());
    ReadFile wide =
        ReadFile.of(folder, "c".repeat(1) + ",x".repeat(1999) + "\n" + "1,".repeat(1999) + "1");
    assertEquals(2000, wide.rows().getFirst().cells().size());
  }

  @Test
  void aPackedFileReadsAsTheFileInsideIt() throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write("name;city\nMüller;Köln\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    ReadFile read = ReadFile.of(folder, packed.toByteArray());
    assertEquals(List.of(List.of("Müller", "Köln")), read.cells());
    assertEquals(";", read.shape().delimiter());
  }

  @Test
  void aPackedFileCutShortIsRefused() throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write("name;city\n".repeat(5000).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    byte[] cut = java.util.Arrays.copyOf(packed.toByteArray(), packed.size() / 2);
    assertThrows(Refusal.class, () -> ReadFile.of(folder, cut));
  }

  @Test
  void anEmptyFileAndABareHeaderHaveNoRows() throws IOException {
    assertTrue(ReadFile.of(folder, "").rows().isEmpty());
    ReadFile bare = ReadFile.of(folder, "Name,E-mail,Phone\n");
    assertEquals(List.of("Name", "E-mail", "Phone"), bare.header());
    assertTrue(bare.rows().isEmpty());
  }

  @Test
  @Tag("slow")
  void theRetailFileHasItsRowsAndColumns() throws IOException {
    Path retail = ReadFile.DATA.resolve("online_retail/online_retail_2010_2011.csv.gz");
    assumeTrue(Files.exists(retail), "skipped: ../shared/data/online_retail is not here");
    long rows = 0;
    try (RowReader reader = RowReader.open(retail, Detect.of(retail))) {
      assertEquals("InvoiceNo", reader.header().getFirst());
      for (Row row = reader.next(); row != null; row = reader.next()) {
        rows++;
        assertFalse(row.fault() != null, row.toString());
      }
    }
    assertEquals(541_909, rows);
  }
}

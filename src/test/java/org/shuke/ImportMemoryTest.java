package org.shuke;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// However many rows a file has, an import of it fits into the same memory: the program that runs
/// it has 256 MiB for everything.
class ImportMemoryTest {
  @TempDir Path folder;

  @Test
  @Tag("slow")
  void aHundredThousandRowsFitIntoAQuarterOfAGigabyte() throws Exception {
    bring(100_000);
  }

  @Test
  @Tag("full")
  void aMillionRowsFitIntoAQuarterOfAGigabyte() throws Exception {
    bring(1_000_000);
  }

  private void bring(int rows) throws IOException, InterruptedException {
    try (var program = new ChildProgram("import-memory", "-Xmx256m")) {
      long start = System.nanoTime();
      var contacts = program.importFile(contacts(rows), "contacts");
      long between = System.nanoTime();
      assertEquals(rows, contacts.get("created").intValue(), contacts::toString);
      var sales = program.importFile(sales(rows), "sales");
      assertEquals(rows, sales.get("created").intValue(), sales::toString);
      System.out.printf(
          Locale.ROOT,
          "%d contacts in %.0f s, %d sales lines in %.0f s%n",
          rows,
          (between - start) / 1e9,
          rows,
          (System.nanoTime() - between) / 1e9);
    }
  }

  private Path contacts(int rows) throws IOException {
    var file = folder.resolve("contacts.csv");
    try (var out = Files.newBufferedWriter(file)) {
      out.write("External id,First name,Last name,E-mail,Mobile,City,Company,Birthday,Notes\n");
      for (int i = 0; i < rows; i++) {
        out.write(
            "C%d,Ann%d,Lee,ann%d@example.org,+8613%09d,上海,Company %d,19%02d-03-05,\"Met at the fair, hall %d\"%n"
                .formatted(i, i, i, i, i % 20_000, 50 + i % 50, i % 9));
      }
    }
    return file;
  }

  private Path sales(int rows) throws IOException {
    var file = folder.resolve("sales.csv");
    try (var out = Files.newBufferedWriter(file)) {
      out.write(
          "Invoice,Date,Product code,Product name,Quantity,Unit price,Customer,Customer"
              + " name,Country\n");
      for (int i = 0; i < rows; i++) {
        out.write(
            "I%d,2024-%02d-%02d 10:00,P%d,Tea %d,%d,12.5,K%d,Shop %d,UK%n"
                .formatted(
                    i / 4,
                    1 + i / 4 % 12,
                    1 + i / 4 % 28,
                    i % 5_000,
                    i % 5_000,
                    1 + i % 9,
                    i / 4 % 30_000,
                    i / 4 % 30_000));
      }
    }
    return file;
  }
}

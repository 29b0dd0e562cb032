package org.shuke.imports.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.shuke.platform.Refusal;

/// Keeps zip bombs and other traps away from the workbook reader: what the directory of the archive
/// claims is judged before anything is inflated; then every part is inflated once, counted and
/// thrown away, so that a false claim is found out, and looked through for document types and
/// addresses no sheet has.
final class ZipLimits {
  private static final int MOST_PARTS = 2_000;
  private static final long MOST_BYTES = 4L << 30;
  private static final long MOST_STRINGS = 160L << 20;
  private static final int MOST_RATIO = 250;
  private static final long SMALL = 4L << 20;

  private ZipLimits() {}

  static void check(Path file) throws IOException {
    try (ZipFile zip = ZipFile.builder().setPath(file).get()) {
      int parts = 0;
      long claimed = 0;
      for (ZipArchiveEntry part : Collections.list(zip.getEntries())) {
        claimed += claim(part);
        if (++parts > MOST_PARTS || claimed > MOST_BYTES) {
          throw refused("too-much");
        }
      }
      if (zip.getEntry("xl/workbook.xml") == null && zip.getEntry("[Content_Types].xml") == null) {
        throw Unreadable.because("file-not-a-table", Map.of("kind", "ZIP"));
      }
      for (ZipArchiveEntry part : Collections.list(zip.getEntries())) {
        inflate(zip, part);
      }
    } catch (java.util.zip.ZipException | java.io.EOFException e) {
      throw Unreadable.damaged(e);
    }
  }

  private static long claim(ZipArchiveEntry part) {
    long size = part.getSize();
    long packed = Math.max(1, part.getCompressedSize());
    if (size < 0) {
      throw refused("no-size");
    }
    if (size > SMALL && size / packed > MOST_RATIO) {
      throw refused("ratio");
    }
    if (part.getName().endsWith("sharedStrings.xml") && size > MOST_STRINGS) {
      throw refused("strings");
    }
    return size;
  }

  private static void inflate(ZipFile zip, ZipArchiveEntry part) throws IOException {
    boolean xml = part.getName().endsWith(".xml") || part.getName().endsWith(".rels");
    boolean sheet = part.getName().contains("worksheets/");
    if (!xml || !zip.canReadEntryData(part)) {
      return;
    }
    var addresses = new Addresses();
    long size = 0;
    try (InputStream in = zip.getInputStream(part)) {
      byte[] block = new byte[1 << 16];
      for (int n = in.read(block); n >= 0; n = in.read(block)) {
        if (size == 0) {
          refuseDocumentType(new String(block, 0, Math.min(n, 2048), StandardCharsets.ISO_8859_1));
        }
        size += n;
        if (size > part.getSize()) {
          throw refused("false-size");
        }
        if (sheet && addresses.beyond(block, n)) {
          throw refused("address");
        }
      }
    }
  }

  private static void refuseDocumentType(String start) {
    if (start.replace("\0", "").contains("<!")
        && start.replace("\0", "").replaceAll("(?s)<!--.*?-->", "").contains("<!")) {
      throw refused("document-type");
    }
  }

  private static Refusal refused(String reason) {
    return Unreadable.because("file-dangerous", Map.of("reason", reason));
  }

  /// Finds a cell address with more than three letters: it would stand far outside any sheet.
  private static final class Addresses {
    private int state;

    boolean beyond(byte[] block, int length) {
      for (int i = 0; i < length; i++) {
        byte b = block[i];
        state =
            switch (state) {
              case 0 -> b == ' ' ? 1 : 0;
              case 1 -> b == 'r' ? 2 : b == ' ' ? 1 : 0;
              case 2 -> b == '=' ? 3 : 0;
              case 3 -> b == '"' || b == '\'' ? 4 : 0;
              default -> b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z' ? state + 1 : 0;
            };
        if (state > 7) {
          return true;
        }
      }
      return false;
    }
  }
}

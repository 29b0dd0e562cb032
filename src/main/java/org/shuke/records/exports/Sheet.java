package org.shuke.records.exports;

import java.io.IOException;
import tools.jackson.databind.JsonNode;

/// Something that rows are written to, one after the other, and that holds none of them.
interface Sheet {
  void row(JsonNode record) throws IOException;

  /// Writes what is still held back, before the next page is read.
  void flush() throws IOException;

  void end() throws IOException;
}

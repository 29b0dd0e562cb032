package org.shuke.imports.files;

import java.util.Map;

/// The file as a whole cannot be read: a code for the reader's language and what belongs in it.
public final class UnreadableFile extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String code;
  private final transient Map<String, Object> facts;

  public UnreadableFile(String code, Map<String, Object> facts) {
    super(code + " " + facts);
    this.code = code;
    this.facts = facts;
  }

  public UnreadableFile(String code) {
    this(code, Map.of());
  }

  public String code() {
    return code;
  }

  public Map<String, Object> facts() {
    return facts;
  }
}

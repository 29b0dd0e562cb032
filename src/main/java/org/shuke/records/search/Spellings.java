package org.shuke.records.search;

import java.util.ArrayList;
import java.util.List;
import org.shuke.records.Kind;

/// How a Chinese name is typed on a Latin keyboard, just as records are found by it: for 客户 `kehu`,
/// `hu` and `kh`.
public final class Spellings {
  private Spellings() {}

  /// Pinyin and initials from each character on; none for a name without Chinese characters.
  public static List<String> of(String name) {
    var typed = new ArrayList<String>();
    for (var token : Tokens.of(Kind.TEXT, name, false)) {
      if (token.charAt(0) == Tokens.SOUND || token.charAt(0) == Tokens.INITIALS) {
        typed.add(token.substring(1));
      }
    }
    return typed;
  }
}

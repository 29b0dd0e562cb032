package org.shuke.records.search;

import java.util.List;
import java.util.Set;

/// A small `tsquery` reader: what `@@` answers for tokens of the group `g`.
final class Matching {
  private final String query;
  private final Set<String> tokens;
  private int at;

  private Matching(String query, Set<String> tokens) {
    this.query = query;
    this.tokens = tokens;
  }

  static boolean matches(Set<String> tokens, Question question, Question.Reach reach) {
    var query = question.in(List.of("g"), reach);
    return !query.equals("()") && new Matching(query, tokens).any();
  }

  private boolean any() {
    boolean value = all();
    while (take(" | ")) {
      value |= all();
    }
    return value;
  }

  private boolean all() {
    boolean value = one();
    while (take(" & ")) {
      value &= one();
    }
    return value;
  }

  private boolean one() {
    if (take("(")) {
      boolean value = any();
      take(")");
      return value;
    }
    int end = query.indexOf('\'', at + 1);
    var token = query.substring(at + 2, end);
    at = end + 1;
    return take(":*") ? tokens.stream().anyMatch(t -> t.startsWith(token)) : tokens.contains(token);
  }

  private boolean take(String sign) {
    if (!query.startsWith(sign, at)) {
      return false;
    }
    at += sign.length();
    return true;
  }
}

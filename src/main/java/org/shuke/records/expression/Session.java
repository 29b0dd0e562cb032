package org.shuke.records.expression;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.shuke.records.Policy;

/// What one check keeps over the text and the formula fields that it names: whose names count, what
/// was read, and how much more is allowed.
final class Session {
  static final int MAX_DEPTH = 50;
  static final int MAX_TERMS = 500;
  private static final int MAX_NODES = 8_000;
  private static final int MAX_FORMULAS = 8;

  final Policy policy;
  final Set<String> names = new TreeSet<>();
  final SortedMap<Integer, Use> uses = new TreeMap<>();
  private final Deque<String> formulas = new ArrayDeque<>();
  private int depth;
  private int nodes;
  private int terms;
  private int scopes;

  Session(Policy policy) {
    this.policy = policy;
  }

  void enter(Place place) {
    if (++depth > MAX_DEPTH) {
      throw place.fault("too-deep", Map.of("limit", MAX_DEPTH));
    }
    if (++nodes > MAX_NODES) {
      throw place.fault("too-large");
    }
  }

  void leave() {
    depth--;
  }

  /// Counts alternatives: the operands of `||` and the values after `in`.
  void alternatives(int count, Place place) {
    terms += count;
    if (terms > MAX_TERMS) {
      throw place.fault("too-many-terms", Map.of("limit", MAX_TERMS));
    }
  }

  int nextScope() {
    return ++scopes;
  }

  void enterFormula(String name, Place place) {
    if (formulas.contains(name) || formulas.size() == MAX_FORMULAS) {
      throw place.fault("formula-cycle", Map.of("name", name));
    }
    formulas.push(name);
  }

  void leaveFormula() {
    formulas.pop();
  }
}

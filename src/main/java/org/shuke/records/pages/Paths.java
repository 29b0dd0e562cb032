package org.shuke.records.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.shuke.records.Field;
import org.shuke.records.Inverse;
import org.shuke.records.Kind;
import org.shuke.records.Policy;
import org.shuke.records.Right;
import org.shuke.records.Type;

/// Which paths a page shows of a record: its readable fields, with the titles of what they refer
/// to.
final class Paths {
  private static final Set<String> BOOKKEEPING =
      Set.of("createdAt", "createdBy", "updatedAt", "updatedBy");

  private final Policy policy;

  Paths(Policy policy) {
    this.policy = policy;
  }

  /// All of a record, its parts included.
  List<String> ofRecord(Type type) {
    var paths = new ArrayList<String>();
    for (var field : type.fields()) {
      add(paths, "", type, field);
    }
    for (var part : policy.catalog().parts(type)) {
      ofPart(paths, part);
    }
    return paths;
  }

  private void ofPart(List<String> paths, Inverse part) {
    var type = policy.catalog().type(part.target());
    for (var field : type.fields()) {
      if (!field.name().equals(part.via())) {
        add(paths, part.name() + ".", type, field);
      }
    }
  }

  /// What a row of a list shows: not the long texts, nor who made it when.
  List<String> ofRow(Type type, String via) {
    var paths = new ArrayList<String>();
    for (var field : type.fields()) {
      boolean needless =
          field.name().equals(via)
              || field.kind() == Kind.LONG_TEXT
              || field.kind() == Kind.EXTENSION
              || BOOKKEEPING.contains(field.name());
      if (!needless) {
        add(paths, "", type, field);
      }
    }
    return paths;
  }

  private void add(List<String> paths, String before, Type type, Field field) {
    if (!shown(type, field)) {
      return;
    }
    paths.add(before + field.name());
    if (field.kind() == Kind.REFERENCE && reads(type, field.name())) {
      var target = policy.catalog().find(field.targetName());
      if (target != null && reads(target, target.title().name())) {
        paths.add(before + field.name() + "." + target.title().name());
      }
    }
  }

  /// May the field be selected, be it masked?
  private boolean shown(Type type, Field field) {
    return policy.right(type, field) == Right.MASK || reads(type, field.name());
  }

  boolean reads(Type type, String name) {
    return policy.member(type, name) != null;
  }
}

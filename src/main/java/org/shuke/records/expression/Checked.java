package org.shuke.records.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.shuke.records.Type;

/// An expression that has passed every check, for one type and one caller's environment.
///
/// @param tree what it says
/// @param uses what each lifted literal is used as
/// @param names every `type.field` and `type.relation` that it reads, also inside formula fields
public record Checked(
    String text, Type type, Expr tree, SortedMap<Integer, Use> uses, Set<String> names) {

  public Result result() {
    return tree.result();
  }

  /// The names of its own type that it reads.
  public Set<String> ownNames() {
    var prefix = type.name() + ".";
    return names.stream()
        .filter(name -> name.startsWith(prefix))
        .map(name -> name.substring(prefix.length()))
        .collect(java.util.stream.Collectors.toSet());
  }

  /// The values to bind for a text of the same shape, each checked for the use it has here.
  ///
  /// @throws ExpressionFault when one is no choice, id, date …
  public List<Object> bind(Literals literals) {
    var values = new ArrayList<Object>(literals.items().size());
    for (int i = 0; i < literals.items().size(); i++) {
      var item = literals.items().get(i);
      var use = uses.get(i);
      values.add(
          use == null
              ? item.value()
              : use.bound(use.meaning(item.value(), new Place(literals.text(), item.offset()))));
    }
    return values;
  }

  /// The values to bind for the very text that was checked.
  public List<Object> bind() {
    return bind(Literals.lift(text));
  }
}

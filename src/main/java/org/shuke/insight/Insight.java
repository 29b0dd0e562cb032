package org.shuke.insight;

import java.util.List;
import org.shuke.insight.value.Values;
import org.shuke.records.Type;

/// The wing of insight: hands over its types and what it adds to the types of others.
public final class Insight {
  private final Values values = new Values();

  public List<Type> types() {
    return List.of(values.type());
  }

  /// The types of the wings below with the fields that insight computes for them.
  public List<Type> extend(List<Type> types) {
    return types.stream().map(values::extend).toList();
  }
}

package org.shuke.catalog;

import java.util.List;
import org.shuke.records.Type;

/// The wing of the catalogue: hands over its types.
public final class Products {
  public List<Type> types() {
    return List.of(Product.type());
  }
}

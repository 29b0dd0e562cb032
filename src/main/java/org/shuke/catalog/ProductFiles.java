package org.shuke.catalog;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.shuke.platform.Refusal;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Draft;
import org.shuke.records.Policy;
import org.shuke.records.Type;
import org.shuke.records.Verb;

/// Pictures and papers of products: whoever reads the product reads them, and only who may change
/// it puts them there; who brought one takes it away, or who may delete the product.
final class ProductFiles {
  private static final String ATTACHMENT = "attachment";
  private static final String PRODUCT = "product";

  private ProductFiles() {}

  /// Lets files belong to products.
  static List<Type> extend(List<Type> types) {
    return types.stream()
        .map(type ->
            type.name().equals(ATTACHMENT)
                ? type.referring(PRODUCT, PRODUCT, "attachments", "createdAt").alsoThrough(PRODUCT)
                : type)
        .toList();
  }

  static void guard(Policy caller, Transaction tx, Verb verb, Draft file) {
    boolean moves = !Objects.equals(file.get(PRODUCT), file.stored(PRODUCT));
    if (moves && !caller.may(Verb.UPDATE, caller.catalog().type(PRODUCT))) {
      throw Refusal.invalid(PRODUCT, "product.files", Map.of());
    }
  }
}

package org.shuke.catalog;

import org.jspecify.annotations.Nullable;
import org.shuke.records.Declaration;
import org.shuke.records.Type;

/// Where to read more of a product: data sheet, manual, certificate.
public record ProductDocument(@Nullable String name, @Nullable String url) {
  static Type type() {
    return Declaration.of(
            "product-document",
            "product-documents",
            "catalog.product_document",
            ProductDocument.class)
        .partOf("product", "product", "documents")
        .required("name", "url")
        .url("url")
        .type();
  }
}

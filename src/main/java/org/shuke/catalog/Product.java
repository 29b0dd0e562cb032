package org.shuke.catalog;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.customers.Codes;
import org.shuke.customers.Drafts;
import org.shuke.records.Declaration;
import org.shuke.records.Kind;
import org.shuke.records.Type;

/// Something we sell, as people edit it.
///
/// @param sku the code that names it in files and orders
/// @param unit what one of it is: piece, box, 小时; prices, breaks and stock are in this unit
/// @param parent the product that this one is a variant of; it lends its prices
/// @param variant what sets a variant apart: 红色 / XL
/// @param listPrice for one unit, where no price book says otherwise
/// @param cost for one unit, in the same currency
/// @param activeFrom the first day it is sold
/// @param activeUntil the last day
/// @param image the address of a picture
public record Product(
    @Nullable String sku,
    @Nullable String name,
    @Nullable Nature kind,
    @Nullable String category,
    @Nullable String brand,
    @Nullable String unit,
    @Nullable String description,
    @Nullable UUID parent,
    @Nullable String variant,
    @Nullable BigDecimal listPrice,
    @Nullable BigDecimal cost,
    @Nullable String currency,
    @Nullable TaxClass taxClass,
    @Nullable LocalDate activeFrom,
    @Nullable LocalDate activeUntil,
    @Nullable String image,
    @Nullable Boolean active) {

  /// What a product is by nature. Only goods have stock; a bundle's price is that of its parts
  /// unless it has one of its own.
  public enum Nature {
    GOODS,
    SERVICE,
    BUNDLE
  }

  /// How it is taxed; the percentage is the tax rates' affair.
  public enum TaxClass {
    STANDARD,
    REDUCED,
    ZERO,
    EXEMPT
  }

  /// @param currency the company's
  static Type type(String currency) {
    return Declaration.of("product", "products", "catalog.product", Product.class)
        .required("sku", "name")
        .unique("sku")
        .ordered("name")
        .longText("description")
        .url("image")
        .money("listPrice", "cost")
        .sensitive("cost")
        .reference("parent", "product", "variants")
        .searched("names", "name")
        .searched("keys", "sku")
        .formula("margin", Kind.NUMBER, "(listPrice - cost) / listPrice * 100")
        .derived(Drafts.otherwise("active", true))
        .derived(Drafts.otherwise("kind", "goods"))
        .derived(Drafts.otherwise("taxClass", "standard"))
        .derived(Drafts.otherwise("currency", currency))
        .rule("sku-blank", "sku", p -> p.sku() == null || !p.sku().isBlank())
        .rule("name-blank", "name", p -> p.name() == null || !p.name().isBlank())
        .rule("currency-unknown", "currency", p -> Codes.isCurrency(p.currency()))
        .rule("price-negative", "listPrice", p -> Codes.notNegative(p.listPrice()))
        .rule("cost-negative", "cost", p -> Codes.notNegative(p.cost()))
        .rule("period", "activeUntil", p -> Period.runs(p.activeFrom(), p.activeUntil()))
        .type();
  }
}

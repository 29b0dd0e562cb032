package org.shuke.sales.quotes;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.catalog.Assortment;
import org.shuke.records.Declaration;
import org.shuke.records.Type;

/// One position of a quote; its order in the list is its place on the paper.
///
/// @param section the heading that it stands under; neighbours with the same one share it
/// @param description what stands on the paper beside or instead of the product's name
/// @param unit what one of the quantity is: piece, 小时
/// @param listPrice what the price book says
/// @param discount in percent off the list price
/// @param unitPrice what the customer pays for one; follows from list price and discount unless
///   given
/// @param taxRate in percent, on top of the amount
/// @param amount quantity × unit price, rounded
/// @param optional offered beside; counts in no total
/// @param currency the quote's
public record QuoteLine(
    @Nullable String section,
    @Nullable UUID product,
    @Nullable String description,
    @Nullable BigDecimal quantity,
    @Nullable String unit,
    @Nullable BigDecimal listPrice,
    @Nullable BigDecimal listPriceBase,
    @Nullable BigDecimal discount,
    @Nullable BigDecimal unitPrice,
    @Nullable BigDecimal unitPriceBase,
    @Nullable BigDecimal taxRate,
    @Nullable BigDecimal amount,
    @Nullable BigDecimal amountBase,
    @Nullable Boolean optional,
    @Nullable String currency) {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  static Type type() {
    return Declaration.of("quote-line", "quote-lines", "sales.quote_line", QuoteLine.class)
        .titled("description")
        .partOf("quote", "quote", "lines")
        .reference("product", "product", "quoteLines")
        .offers("product", Assortment.FOR_SALE)
        .required("quantity")
        .counted("quantity")
        .money("listPrice", "unitPrice", "amount")
        .twin("listPriceBase", "listPrice")
        .twin("unitPriceBase", "unitPrice")
        .twin("amountBase", "amount")
        .follows("discount", "listPrice", "unitPrice")
        .follows("amount", "quantity", "unitPrice")
        .system("amount", "currency")
        .rule("quantity-zero", "quantity", l -> l.quantity() == null || l.quantity().signum() != 0)
        .rule("price-missing", "unitPrice", l -> l.unitPrice() != null)
        .rule("price-contradicts", "unitPrice", QuoteLine::agrees)
        .rule("nothing-named", "description", l -> l.product() != null || named(l.description()))
        .rule("discount", "discount", l -> percent(l.discount()))
        .rule("tax-rate", "taxRate", l -> percent(l.taxRate()))
        .type();
  }

  private static boolean agrees(QuoteLine line) {
    var currency = String.valueOf(line.currency());
    return QuoteTotals.agree(line.listPrice(), line.discount(), line.unitPrice(), currency);
  }

  private static boolean named(@Nullable String description) {
    return description != null && !description.isBlank();
  }

  /// A discount below zero is a surcharge, and must be said as a price.
  private static boolean percent(@Nullable BigDecimal rate) {
    return rate == null || rate.signum() >= 0 && rate.compareTo(HUNDRED) <= 0;
  }
}

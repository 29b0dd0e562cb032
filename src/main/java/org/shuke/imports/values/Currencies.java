package org.shuke.imports.values;

import java.util.Currency;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Currencies by code, sign or everyday name.
public final class Currencies {
  private static final Map<String, String> NAMES = names();

  private Currencies() {}

  private static Map<String, String> names() {
    Map<String, String> names =
        Currency.availableCurrencies()
            .collect(
                Collectors.toMap(
                    c -> c.getCurrencyCode().toLowerCase(Locale.ROOT),
                    Currency::getCurrencyCode,
                    (a, b) -> a,
                    HashMap::new));
    String[] more = {
      "¥", "CNY", "￥", "CNY", "元", "CNY", "圆", "CNY", "块", "CNY", "rmb", "CNY", "人民币", "CNY",
      "元人民币", "CNY", "cnh", "CNY", "yuan", "CNY", "$", "USD", "us$", "USD", "usd$", "USD", "美元",
      "USD", "dollar", "USD", "dollars", "USD", "€", "EUR", "euro", "EUR", "euros", "EUR", "欧元",
      "EUR", "£", "GBP", "英镑", "GBP", "stg", "GBP", "日元", "JPY", "円", "JPY", "jp¥", "JPY", "港元",
      "HKD", "港币", "HKD", "hk$", "HKD", "新台币", "TWD", "nt$", "TWD", "台币", "TWD", "₩", "KRW", "韩元",
      "KRW", "₹", "INR", "rs", "INR", "rs.", "INR", "₽", "RUB", "卢布", "RUB", "fr.", "CHF", "sfr",
      "CHF", "瑞士法郎", "CHF", "a$", "AUD", "澳元", "AUD", "c$", "CAD", "加元", "CAD", "s$", "SGD", "新加坡元",
      "SGD", "r$", "BRL", "zł", "PLN", "kč", "CZK", "kr", "SEK", "₺", "TRY", "฿", "THB", "₫", "VND",
      "₱", "PHP", "₪", "ILS"
    };
    for (int i = 0; i < more.length; i += 2) {
      names.put(more[i], more[i + 1]);
    }
    return Map.copyOf(names);
  }

  public static boolean known(String text) {
    return NAMES.containsKey(text.strip().toLowerCase(Locale.ROOT));
  }

  static Reading read(String cell, String own) {
    String found = find(cell, own);
    return found == null ? Reading.wrong("currency-unknown") : Reading.of(found);
  }

  /// The currency that an amount is written in, null when it is a bare number.
  public static @Nullable String ofAmount(String cell, String own) {
    String text = Digits.halfWidth(cell).replaceAll("[\\d.,\\s()+\\-%'’万亿]", "");
    return text.isEmpty() ? null : find(text, own);
  }

  private static @Nullable String find(String cell, String own) {
    String text = Digits.halfWidth(cell).strip().toLowerCase(Locale.ROOT);
    boolean yen = text.equals("¥") && own.equals("JPY");
    boolean dollar = text.equals("$") && own.matches("USD|AUD|CAD|NZD|SGD|HKD|TWD");
    return yen || dollar ? own : NAMES.get(text);
  }
}

package org.shuke.records;

import com.ibm.icu.text.Collator;
import com.ibm.icu.util.ULocale;
import java.util.List;

/// Keys that sort text as a reader of a language expects: Chinese by pinyin, Latin letters without
/// regard to case and accents first. Computed here, stored beside the text, compared as bytes.
public final class SortKeys {
  /// The languages that have a key column.
  public static final List<String> LANGUAGES = List.of("en", "zh");

  private static final Collator EN = frozen(ULocale.ENGLISH);
  private static final Collator ZH = frozen(ULocale.forLanguageTag("zh-u-co-pinyin"));

  private SortKeys() {}

  private static Collator frozen(ULocale locale) {
    return Collator.getInstance(locale).freeze();
  }

  public static byte[] of(String language, String text) {
    var collator = language.equals("zh") ? ZH : EN;
    return collator.getCollationKey(text).toByteArray();
  }
}

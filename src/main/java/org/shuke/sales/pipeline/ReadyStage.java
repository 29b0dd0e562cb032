package org.shuke.sales.pipeline;

import java.util.List;
import java.util.Locale;

/// One stage of the ready-made pipeline, named in the house's language; files may call it by its
/// English name in any house.
///
/// @param staleDays after how many days without a sign of life an opportunity is stale; 0 for never
public record ReadyStage(
    String english, String chinese, int probability, String kind, int staleDays) {
  /// In their order.
  public static final List<ReadyStage> ALL =
      List.of(
          new ReadyStage("Prospecting", "初步接洽", 10, "open", 30),
          new ReadyStage("Engaging", "需求沟通", 25, "open", 30),
          new ReadyStage("Proposal", "方案报价", 50, "open", 21),
          new ReadyStage("Negotiation", "商务谈判", 75, "open", 14),
          new ReadyStage("Won", "赢单", 100, "won", 0),
          new ReadyStage("Lost", "输单", 0, "lost", 0));

  /// The name of the pipeline itself.
  static String pipeline(Locale locale) {
    return isChinese(locale) ? "销售流程" : "Sales";
  }

  /// Its name in a language.
  public String name(Locale locale) {
    return isChinese(locale) ? chinese : english;
  }

  private static boolean isChinese(Locale locale) {
    return locale.getLanguage().equals("zh");
  }
}

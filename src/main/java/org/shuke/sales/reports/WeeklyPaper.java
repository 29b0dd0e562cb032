package org.shuke.sales.reports;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Locale;
import org.shuke.platform.Texts;
import org.shuke.platform.pdf.Pdf;
import tools.jackson.databind.JsonNode;

/// The week's report on paper, in the reader's language.
final class WeeklyPaper {
  private static final String STYLE =
      """
      @page { size: A4; margin: 18mm 16mm; }
      body { font-family: '%s'; font-size: 9.5pt; color: #1f1c17; }
      h1 { font-size: 16pt; margin: 0 0 2pt; } h2 { font-size: 11pt; margin: 14pt 0 4pt; }
      p { margin: 0 0 6pt; color: #6e6659; }
      table { width: 100%%; border-collapse: collapse; }
      th { text-align: left; color: #6e6659; font-weight: normal; border-bottom: 1pt solid #cdc4b3; }
      td, th { padding: 3pt 6pt 3pt 0; vertical-align: top; }
      tr { page-break-inside: avoid; } td { border-bottom: .5pt solid #e7e1d5; }
      .num { text-align: right; white-space: nowrap; } .figure { font-size: 15pt; font-weight: bold; color: #1f1c17; }
      """
          .formatted(Pdf.FONT);

  private final Texts texts;
  private final Locale locale;
  private final String currency;
  private final StringBuilder html = new StringBuilder();

  WeeklyPaper(Texts texts, Locale locale, String currency) {
    this.texts = texts;
    this.locale = locale;
    this.currency = currency;
  }

  String of(JsonNode report) {
    html.append("<html><head><style>").append(STYLE).append("</style></head><body>");
    tag("h1", say("title") + " " + report.path("week").asString());
    tag(
        "p",
        report.path("from").asString()
            + " – "
            + report.path("until").asString()
            + " · "
            + currency);
    figures(report.path("totals"), report.path("before"));
    if (report.path("openToday").asBoolean()) {
      tag("p", say("openToday"));
    }
    owners(report.path("byOwner"));
    for (var list : java.util.List.of("won", "lost", "coming", "quiet")) {
      deals(list, report.path(list));
    }
    return html.append("</body></html>").toString();
  }

  private void figures(JsonNode now, JsonNode before) {
    html.append("<table><tr>");
    cell("figure", money(now.path("wonAmount")));
    cell("figure", now.path("won").asString() + " / " + now.path("lost").asString());
    cell("figure", percent(now.path("conversion")));
    cell("figure", money(now.path("weighted")));
    html.append("</tr><tr>");
    cell("", say("wonAmount") + " (" + money(before.path("wonAmount")) + ")");
    cell(
        "",
        say("wonLost")
            + " ("
            + before.path("won").asString()
            + " / "
            + before.path("lost").asString()
            + ")");
    cell("", say("conversion") + " (" + percent(before.path("conversion")) + ")");
    cell("", say("weighted"));
    html.append("</tr></table>");
    tag("p", say("brackets"));
  }

  private void owners(JsonNode owners) {
    if (owners.isEmpty()) {
      return;
    }
    tag("h2", say("owners"));
    html.append("<table><tr>");
    head("", "owner");
    head("num", "wonAmount");
    head("num", "won");
    head("num", "lost");
    html.append("</tr>");
    for (var owner : owners) {
      html.append("<tr>");
      cell("", owner.path("name").asString("–"));
      cell("num", money(owner.path("wonAmount")));
      cell("num", owner.path("won").asString());
      cell("num", owner.path("lost").asString());
      html.append("</tr>");
    }
    html.append("</table>");
  }

  private void deals(String name, JsonNode rows) {
    tag("h2", say("list." + name));
    if (rows.isEmpty()) {
      tag("p", say("none"));
      return;
    }
    html.append("<table><tr>");
    head("", "deal");
    head("", "owner");
    head("", "reason");
    head("num", "amount");
    head("num", "closes");
    html.append("</tr>");
    for (var row : rows) {
      html.append("<tr>");
      cell("", row.path("name").asString("") + " · " + row.at("/account/name").asString("–"));
      cell("", row.at("/owner/name").asString("–"));
      cell("", why(row));
      cell("num", money(row.path("amountBase")));
      cell("num", row.path("closeDate").asString(""));
      html.append("</tr>");
    }
    html.append("</table>");
  }

  private static String why(JsonNode row) {
    var lost = row.path("lostReason").asString("");
    var won = row.path("wonReason").asString("");
    return !lost.isEmpty() ? lost : !won.isEmpty() ? won : row.at("/stage/name").asString("");
  }

  private String say(String key) {
    return texts.text(locale, "report.weekly." + key, java.util.Map.of());
  }

  private String money(JsonNode amount) {
    var format = NumberFormat.getIntegerInstance(locale);
    return amount.isNumber()
        ? format.format(amount.decimalValue())
        : format.format(BigDecimal.ZERO);
  }

  private String percent(JsonNode share) {
    return share.isNumber()
        ? NumberFormat.getPercentInstance(locale).format(share.decimalValue())
        : "–";
  }

  private void head(String kind, String key) {
    html.append("<th class=\"")
        .append(kind)
        .append("\">")
        .append(escaped(say(key)))
        .append("</th>");
  }

  private void cell(String kind, String text) {
    html.append("<td class=\"").append(kind).append("\">").append(escaped(text)).append("</td>");
  }

  private void tag(String tag, String text) {
    html.append('<')
        .append(tag)
        .append('>')
        .append(escaped(text))
        .append("</")
        .append(tag)
        .append('>');
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}

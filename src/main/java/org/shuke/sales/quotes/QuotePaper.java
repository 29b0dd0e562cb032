package org.shuke.sales.quotes;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.shuke.sales.papers.Letterhead;
import org.shuke.sales.papers.Paper;
import org.shuke.sales.quotes.QuoteSql.Head;
import org.shuke.sales.quotes.QuoteSql.Position;

/// A quote as its customer reads it.
final class QuotePaper {
  /// What stands on the paper beside the lines, which whoever reads a quote may read.
  static final List<String> FIELDS =
      List.of(
          "number",
          "subject",
          "introduction",
          "account",
          "contact",
          "owner",
          "validUntil",
          "currency",
          "total",
          "tax",
          "totalWithTax",
          "paymentDays",
          "paymentTerms",
          "deliveryTerms");

  private QuotePaper() {}

  static void write(Paper paper, Letterhead from, Head quote, List<Position> lines) {
    paper.letterhead(from);
    paper.add("<h1>" + paper.say("paper.quote") + " " + Paper.escape(quote.number()) + "</h1>");
    facts(paper, quote);
    text(paper, "intro", quote.subject());
    text(paper, "intro", quote.introduction());
    table(paper, quote, lines);
    totals(paper, quote);
    terms(paper, quote);
    paper.foot(from);
  }

  private static void facts(Paper paper, Head quote) {
    paper.add("<table class=\"facts\">");
    fact(paper, "paper.for", quote.account());
    fact(paper, "paper.attention", quote.contact());
    fact(paper, "paper.date", quote.day().toString());
    fact(
        paper,
        "paper.validUntil",
        quote.validUntil() == null ? null : quote.validUntil().toString());
    fact(paper, "paper.yourContact", join(quote.owner(), quote.ownerEmail()));
    paper.add("</table>");
  }

  private static @Nullable String join(@Nullable String name, @Nullable String email) {
    return name == null ? email : email == null ? name : name + " · " + email;
  }

  private static void fact(Paper paper, String key, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      paper.add("<tr><th>" + paper.say(key) + "</th><td>" + Paper.escape(value) + "</td></tr>");
    }
  }

  private static void text(Paper paper, String kind, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      paper.add("<p class=\"" + kind + "\">" + Paper.escape(value) + "</p>");
    }
  }

  private static void table(Paper paper, Head quote, List<Position> lines) {
    paper.add("<table class=\"lines\"><thead><tr><th>#</th><th class=\"what\">");
    paper.add(paper.say("paper.what") + "</th><th class=\"num\">" + paper.say("paper.quantity"));
    paper.add("</th><th class=\"num\">" + paper.say("paper.unitPrice"));
    paper.add("</th><th class=\"num\">" + paper.say("paper.discount"));
    paper.add("</th><th class=\"num\">" + paper.say("paper.amount") + "</th></tr></thead><tbody>");
    String section = null;
    for (int i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      if (!Objects.equals(section, line.section()) && line.section() != null) {
        paper.add(
            "<tr class=\"section\"><td colspan=\"6\">"
                + Paper.escape(line.section())
                + "</td></tr>");
      }
      section = line.section();
      row(paper, quote.currency(), i + 1, line);
    }
    paper.add("</tbody></table>");
  }

  private static void row(Paper paper, String currency, int number, Position line) {
    paper.add("<tr" + (line.optional() ? " class=\"optional\"" : "") + "><td>" + number);
    paper.add("</td><td class=\"what\">" + Paper.escape(line.title()));
    if (line.sku() != null) {
      paper.add(" <span class=\"sku\">" + Paper.escape(line.sku()) + "</span>");
    }
    if (line.optional()) {
      paper.add(" <em>" + paper.say("paper.optional") + "</em>");
    }
    if (line.detail() != null) {
      paper.add("<div class=\"detail\">" + Paper.escape(line.detail()) + "</div>");
    }
    paper.add("</td><td class=\"num\">" + Paper.quantity(line.quantity()) + " ");
    paper.add(Paper.escape(line.unit()) + "</td><td class=\"num\">");
    paper.add(Paper.price(line.unitPrice(), currency) + "</td><td class=\"num\">");
    if (line.discount() != null && line.discount().signum() > 0) {
      paper.add(Paper.quantity(line.discount()) + " %");
    }
    paper.add("</td><td class=\"num\">" + Paper.money(line.amount(), currency) + "</td></tr>");
  }

  private static void totals(Paper paper, Head quote) {
    paper.add("<table class=\"totals\">");
    if (quote.tax().signum() != 0) {
      sum(paper, "paper.total", quote.total(), quote.currency(), "");
      sum(paper, "paper.tax", quote.tax(), quote.currency(), "");
      sum(paper, "paper.totalWithTax", quote.totalWithTax(), quote.currency(), "grand");
    } else {
      sum(paper, "paper.total", quote.total(), quote.currency(), "grand");
    }
    paper.add("</table>");
  }

  private static void sum(
      Paper paper, String key, BigDecimal amount, String currency, String kind) {
    paper.add(
        "<tr class=\"%s\"><th>%s</th><td class=\"num\">%s</td></tr>"
            .formatted(kind, paper.say(key), Paper.money(amount, currency)));
  }

  private static void terms(Paper paper, Head quote) {
    paper.add("<table class=\"facts\">");
    if (quote.paymentDays() != null) {
      var days = Map.of("days", Paper.quantity(quote.paymentDays()));
      paper.add("<tr><th>" + paper.say("paper.payment") + "</th><td>");
      paper.add(paper.say("paper.paymentDays", days) + "</td></tr>");
    }
    fact(paper, "paper.paymentTerms", quote.paymentTerms());
    fact(paper, "paper.delivery", quote.deliveryTerms());
    paper.add("</table>");
  }
}

package org.shuke.sales.quotes;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Policy;
import org.shuke.records.reads.Reads;
import org.shuke.sales.papers.Letterhead;
import org.shuke.sales.papers.Paper;
import org.shuke.sales.papers.PaperRights;
import org.shuke.sales.quotes.QuoteSql.Head;
import org.shuke.sales.quotes.QuoteSql.Position;

/// A quote as its customer reads it. Where he may still choose, optional lines have a box to tick.
/// Until it is approved it says that it is no offer yet, so that nobody hears a price too early.
final class QuotePaper {
  /// What stands on the paper beside the lines.
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

  /// What stands there of each line.
  static final List<String> LINE =
      List.of(
          "section",
          "product",
          "description",
          "quantity",
          "unit",
          "unitPrice",
          "discount",
          "taxRate",
          "amount",
          "optional");

  private static final Set<String> NO_OFFER =
      Set.of(Quote.Status.DRAFT.value(), Quote.Status.SUBMITTED.value());

  private QuotePaper() {}

  /// @throws Refusal 404 or 403 for whoever may not read the whole paper
  static void mustBeReadable(Transaction tx, Reads reads, Policy policy, UUID quote)
      throws SQLException {
    PaperRights.check(tx, reads, policy, policy.catalog().type(Quotes.QUOTE), quote, FIELDS);
    if (!policy.reads("quote-line", LINE.toArray(String[]::new))) {
      throw Refusal.forbidden("quote.paper-hidden", Map.of());
    }
  }

  /// @param choosing can the reader take optional lines here?
  static void write(
      Paper paper, Letterhead from, Head quote, List<Position> lines, boolean choosing) {
    var choice = Choice.made(quote, lines);
    paper.letterhead(from);
    paper.add("<h1>" + paper.say("paper.quote") + " " + Paper.escape(quote.number()) + "</h1>");
    if (NO_OFFER.contains(quote.status())) {
      paper.add("<p class=\"draft\">" + paper.say("paper.draft") + "</p>");
    }
    facts(paper, quote);
    text(paper, "intro", quote.subject());
    text(paper, "intro", quote.introduction());
    table(paper, quote, lines, choosing);
    totals(paper, quote, choice, choosing && taxed(lines));
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

  private static boolean taxed(List<Position> lines) {
    return lines.stream().anyMatch(l -> l.taxRate() != null && l.taxRate().signum() > 0);
  }

  private static void table(Paper paper, Head quote, List<Position> lines, boolean choosing) {
    paper.add("<table class=\"lines\"><thead><tr><th>#</th><th class=\"what\">");
    paper.add(paper.say("paper.what") + "</th><th class=\"num\">" + paper.say("paper.quantity"));
    paper.add("</th><th class=\"num\">" + paper.say("paper.unitPrice"));
    paper.add("</th><th class=\"num\">" + paper.say("paper.discount"));
    paper.add("</th><th class=\"num\">" + paper.say("paper.amount") + "</th></tr></thead><tbody>");
    String section = null;
    for (int i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      var heading = line.section() == null || line.section().isBlank() ? null : line.section();
      if (!Objects.equals(section, heading)) {
        // an empty one ends what stands under the heading before
        paper.add(
            "<tr class=\"section\"><td colspan=\"6\">" + Paper.escape(heading) + "</td></tr>");
      }
      section = heading;
      row(paper, quote, i + 1, line, choosing);
    }
    paper.add("</tbody></table>");
  }

  private static void row(Paper paper, Head quote, int number, Position line, boolean choosing) {
    var currency = quote.currency();
    boolean chosen = quote.chosen().contains(number);
    paper.add("<tr" + (line.optional() && !chosen ? " class=\"optional\"" : "") + "><td>" + number);
    paper.add("</td><td class=\"what\">");
    title(paper, number, line, choosing);
    if (line.optional()) {
      paper.add(" <em>" + paper.say(chosen ? "paper.chosen" : "paper.optional") + "</em>");
    }
    if (line.detail() != null) {
      paper.add("<div class=\"detail\">" + Paper.escape(line.detail()) + "</div>");
    }
    paper.add("</td><td class=\"num\">" + Paper.quantity(line.quantity()) + " ");
    paper.add(Paper.escape(line.unit()) + "</td><td class=\"num\">");
    paper.add(Paper.price(line.unitPrice(), currency) + "</td><td class=\"num\">");
    if (line.discount() != null && line.discount().signum() > 0) {
      paper.add("<span class=\"less\">" + Paper.quantity(line.discount()) + " %</span>");
    }
    paper.add("</td><td class=\"num\">" + Paper.money(line.amount(), currency) + "</td></tr>");
  }

  private static void title(Paper paper, int number, Position line, boolean choosing) {
    boolean box = choosing && line.optional();
    if (box) {
      paper.add(
          "<label class=\"take\"><input type=\"checkbox\" autocomplete=\"off\" value=\"%d\"/> "
              .formatted(number));
    }
    paper.add(Paper.escape(line.title()));
    if (line.sku() != null) {
      paper.add(" <span class=\"sku\">" + Paper.escape(line.sku()) + "</span>");
    }
    if (box) {
      paper.add("</label>");
    }
  }

  /// @param withTax also where there is none yet: an option may bring some
  private static void totals(Paper paper, Head quote, Choice choice, boolean withTax) {
    paper.add("<table class=\"totals\">");
    if (withTax || choice.tax().signum() != 0) {
      sum(paper, "total", choice.total(), quote.currency(), "");
      sum(paper, "tax", choice.tax(), quote.currency(), "");
      sum(paper, "totalWithTax", choice.totalWithTax(), quote.currency(), "grand");
    } else {
      sum(paper, "total", choice.total(), quote.currency(), "grand");
    }
    paper.add("</table>");
  }

  private static void sum(
      Paper paper, String which, BigDecimal amount, String currency, String kind) {
    paper.add(
        "<tr class=\"%s\"><th>%s</th><td class=\"num\" data-sum=\"%s\">%s</td></tr>"
            .formatted(kind, paper.say("paper." + which), which, Paper.money(amount, currency)));
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

package org.shuke.sales.quotes;

import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;
import org.shuke.platform.Texts;
import org.shuke.platform.db.Transaction;
import org.shuke.platform.pdf.Pdf;
import org.shuke.sales.orders.Orders;
import org.shuke.sales.orders.Progress;
import org.shuke.sales.papers.Letterhead;
import org.shuke.sales.papers.Paper;
import org.shuke.sales.papers.Paper.Speech;
import org.shuke.sales.quotes.QuoteSql.Head;
import org.shuke.sales.quotes.QuoteSql.Position;

/// The page behind a quote's link: the paper, what the customer may do, and how far his order is.
public final class OfferPage {
  private final Texts texts;
  private final ZoneId zone;
  private final Supplier<Letterhead> letterhead;

  /// @param letterhead as it stands now
  public OfferPage(Texts texts, ZoneId zone, Supplier<Letterhead> letterhead) {
    this.texts = texts;
    this.zone = zone;
    this.letterhead = letterhead;
  }

  private static Head head(Transaction tx, UUID quote, ZoneId zone) throws SQLException {
    var head = QuoteSql.head(tx, quote, zone);
    if (head == null) {
      throw Refusal.notFound();
    }
    return head;
  }

  private static Speech speech(Head head, @Nullable String asked, Locale reader) {
    return Speech.of(asked == null ? head.language() : asked, reader);
  }

  /// The page as HTML.
  ///
  /// @param asked the language that the reader chose, else the quote's, else his browser's
  String of(Transaction tx, UUID quote, @Nullable String asked, Locale reader) throws SQLException {
    var head = head(tx, quote, zone);
    var speech = speech(head, asked, reader);
    var paper = new Paper(texts, speech);
    paper.add(
        "<nav class=\"tools\"><a href=\"?lang=en\" lang=\"en\">English</a> <a href=\"?lang=zh\""
            + " lang=\"zh\">中文</a></nav><main class=\"sheet\">");
    var lines = QuoteSql.lines(tx, quote);
    boolean choosing = head.status().equals("sent") && lines.stream().anyMatch(Position::optional);
    QuotePaper.write(paper, letterhead.get(), head, lines, choosing);
    paper.add("</main>");
    answer(new Paper(texts, own(speech, reader)), paper, head, choosing);
    progress(paper, Orders.progress(tx, quote, zone));
    return paper.page(head.number());
  }

  /// Buttons speak one language even beside a paper in two.
  private static Speech own(Speech speech, Locale reader) {
    return speech == Speech.BOTH ? Speech.of(null, reader) : speech;
  }

  byte[] pdf(Transaction tx, UUID quote, @Nullable String asked, Locale reader)
      throws SQLException {
    var head = head(tx, quote, zone);
    var paper = new Paper(texts, speech(head, asked, reader));
    QuotePaper.write(paper, letterhead.get(), head, QuoteSql.lines(tx, quote), false);
    return Pdf.of(paper.sheet(head.number()));
  }

  /// What a choice of the optional lines comes to, and the hash that stands for it.
  ///
  /// @param options the numbers of the lines, with commas between them
  Object choice(Transaction tx, UUID quote, @Nullable String options) throws SQLException {
    var head = head(tx, quote, zone);
    var currency = head.currency();
    var chosen = numbers(options);
    var choice =
        Choice.of(String.valueOf(head.hash()), currency, QuoteSql.lines(tx, quote), chosen);
    return Map.of(
        "hash", choice.hash(),
        "total", Paper.money(choice.total(), currency),
        "tax", Paper.money(choice.tax(), currency),
        "totalWithTax", Paper.money(choice.totalWithTax(), currency));
  }

  private static List<Integer> numbers(@Nullable String options) {
    if (options == null || options.isBlank()) {
      return List.of();
    }
    try {
      return Stream.of(options.split(",")).map(each -> Integer.valueOf(each.strip())).toList();
    } catch (NumberFormatException e) {
      throw Refusal.malformed("quote.options", Map.of()).at("options");
    }
  }

  private static void answer(Paper words, Paper page, Head head, boolean choosing) {
    page.add("<section class=\"answer\" data-hash=\"" + Paper.escape(head.hash()) + "\">");
    if (head.status().equals("sent")) {
      page.add("<h2>" + words.say("offer.answer") + "</h2>");
      if (choosing) {
        page.add("<p class=\"sum\">" + words.say("offer.sum") + " <b data-sum=\"totalWithTax\">");
        page.add(Paper.money(head.totalWithTax(), head.currency()) + "</b></p>");
      }
      input(page, "name", words.say("offer.name"));
      page.add(
          "<div class=\"buttons\"><button id=\"accept\" class=\"primary\">"
              + words.say("offer.accept")
              + "</button><button id=\"decline\">"
              + words.say("offer.decline")
              + "</button></div>");
    } else {
      page.add(
          "<p class=\"state state-%s\">%s</p>"
              .formatted(head.status(), words.say("offer.status." + head.status(), Map.of())));
    }
    page.add("<details><summary>" + words.say("offer.ask") + "</summary>");
    page.add("<label for=\"question\">" + words.say("offer.question") + "</label>");
    page.add("<textarea id=\"question\" rows=\"4\" maxlength=\"4000\"></textarea>");
    page.add("<button id=\"ask\">" + words.say("offer.send") + "</button></details>");
    page.add("<p id=\"said\" role=\"status\" data-thanks=\"" + words.say("offer.thanks"));
    page.add("\" data-away=\"" + words.say("offer.away"));
    page.add("\" data-unreckoned=\"" + words.say("offer.unreckoned") + "\"></p></section>");
  }

  private static void input(Paper page, String id, String label) {
    page.add(
        "<label for=\"%s\">%s</label><input id=\"%s\" maxlength=\"200\" autocomplete=\"name\"/>"
            .formatted(id, label, id));
  }

  private void progress(Paper page, @Nullable Progress progress) {
    if (progress == null) {
      return;
    }
    page.add("<section class=\"progress\"><h2>" + page.say("offer.progress") + " ");
    page.add(Paper.escape(progress.number()) + "</h2><ol>");
    for (var step : progress.steps()) {
      boolean done = step.on() != null || step.what().equals("paid");
      page.add("<li class=\"" + (done ? "done" : "ahead") + "\">");
      page.add("<b>" + page.say("offer.step." + step.what()) + "</b>");
      if (step.on() != null) {
        page.add(" <time>" + step.on() + "</time>");
      }
      page.add(" <span>" + Paper.escape(step.detail()) + "</span></li>");
    }
    page.add("</ol></section>");
  }
}

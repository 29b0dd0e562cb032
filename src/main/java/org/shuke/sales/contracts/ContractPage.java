package org.shuke.sales.contracts;

import java.sql.SQLException;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;
import org.shuke.platform.Texts;
import org.shuke.platform.db.Transaction;
import org.shuke.platform.pdf.Pdf;
import org.shuke.sales.contracts.ContractSql.Head;
import org.shuke.sales.papers.Letterhead;
import org.shuke.sales.papers.Paper;
import org.shuke.sales.papers.Paper.Speech;

/// A contract as PDF, and the page behind its link: the paper and what the customer may do.
final class ContractPage {
  private final Texts texts;
  private final ZoneId zone;
  private final Supplier<Letterhead> letterhead;

  ContractPage(Texts texts, ZoneId zone, Supplier<Letterhead> letterhead) {
    this.texts = texts;
    this.zone = zone;
    this.letterhead = letterhead;
  }

  Head head(Transaction tx, UUID contract) throws SQLException {
    var head = ContractSql.head(tx, contract, zone);
    if (head == null) {
      throw Refusal.notFound();
    }
    return head;
  }

  /// @param asked the language that the reader chose, else the contract's, else his browser's
  byte[] pdf(Transaction tx, UUID contract, @Nullable String asked, Locale reader)
      throws SQLException {
    var head = head(tx, contract);
    var paper = new Paper(texts, Speech.of(asked == null ? head.language() : asked, reader));
    ContractPaper.write(paper, letterhead.get(), head, null);
    return Pdf.of(paper.sheet(head.number()));
  }

  /// @param files where the customer gets each file, by its id
  String of(Transaction tx, UUID contract, String files, @Nullable String asked, Locale reader)
      throws SQLException {
    var head = head(tx, contract);
    var speech = Speech.of(asked == null ? head.language() : asked, reader);
    var paper = new Paper(texts, speech);
    paper.add(
        "<nav class=\"tools\"><a href=\"?lang=en\" lang=\"en\">English</a> <a href=\"?lang=zh\""
            + " lang=\"zh\">中文</a></nav><main class=\"sheet\">");
    ContractPaper.write(paper, letterhead.get(), head, files);
    paper.add("</main>");
    var own = speech == Speech.BOTH ? Speech.of(null, reader) : speech;
    answer(new Paper(texts, own), paper, head);
    return paper.page(head.number());
  }

  private static void answer(Paper words, Paper page, Head head) {
    page.add("<section class=\"answer\" data-hash=\"" + Paper.escape(head.hash()) + "\">");
    if (head.status().equals("sent")) {
      page.add("<h2>" + words.say("offer.sign") + "</h2>");
      page.add("<label for=\"name\">" + words.say("offer.yourName") + "</label>");
      page.add(
          "<input id=\"name\" required=\"required\" maxlength=\"200\" autocomplete=\"name\"/>");
      page.add("<label for=\"reason\">" + words.say("offer.remark") + "</label>");
      page.add("<input id=\"reason\" maxlength=\"1000\"/><div class=\"buttons\">");
      page.add(
          "<button id=\"accept\" class=\"primary\">" + words.say("offer.signNow") + "</button>");
      page.add("<button id=\"decline\">" + words.say("offer.notSign") + "</button></div>");
    } else if (head.signedBy() != null) {
      var who = Map.of("name", head.signedBy(), "day", String.valueOf(head.signedOn()));
      page.add("<p class=\"state state-accepted\">" + words.say("paper.signedBy", who) + "</p>");
    }
    page.add("<p id=\"said\" role=\"status\" data-thanks=\"" + words.say("offer.thanks"));
    page.add("\" data-away=\"" + words.say("offer.away") + "\"></p></section>");
  }
}

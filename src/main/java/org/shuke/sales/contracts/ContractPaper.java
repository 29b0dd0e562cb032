package org.shuke.sales.contracts;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Policy;
import org.shuke.records.reads.Reads;
import org.shuke.sales.contracts.ContractSql.Head;
import org.shuke.sales.papers.Letterhead;
import org.shuke.sales.papers.Paper;
import org.shuke.sales.papers.PaperRights;

/// A contract as both sides read it.
final class ContractPaper {
  /// What stands on it.
  static final Set<String> FIELDS =
      Stream.concat(
              Contract.CONTENT.stream(),
              Stream.of("contact", "owner", "status", "files", "signedAt", "signedBy"))
          .collect(Collectors.toUnmodifiableSet());

  private ContractPaper() {}

  /// @throws Refusal 404 or 403 for whoever may not read the whole paper
  static void mustBeReadable(Transaction tx, Reads reads, Policy policy, UUID contract)
      throws SQLException {
    var type = policy.catalog().type(Contracts.CONTRACT);
    PaperRights.check(tx, reads, policy, type, contract, FIELDS);
  }

  /// @param files where the reader gets each file, by its id; null on paper
  static void write(Paper paper, Letterhead from, Head contract, @Nullable String files) {
    paper.letterhead(from);
    paper.add("<h1>" + Paper.escape(contract.name()) + "</h1>");
    facts(paper, contract);
    if (contract.terms() != null) {
      paper.add("<div class=\"terms\">" + Paper.escape(contract.terms()) + "</div>");
    }
    annexes(paper, contract, files);
    signature(paper, from, contract);
    paper.foot(from);
  }

  /// The files that are agreed to together with the terms.
  private static void annexes(Paper paper, Head contract, @Nullable String address) {
    if (contract.files().isEmpty()) {
      return;
    }
    paper.add("<section class=\"annexes\"><h2>" + paper.say("paper.annexes") + "</h2><ol>");
    for (var file : contract.files()) {
      var name = Paper.escape(file.name());
      var link =
          address == null ? name : "<a href=\"" + address + file.id() + "\">" + name + "</a>";
      var size = Paper.quantity(BigDecimal.valueOf(Math.ceilDiv(file.size(), 1024)));
      paper.add("<li>" + link + " (" + size + " KB)");
      paper.add("<div class=\"detail\">SHA-256 " + file.sha256() + "</div></li>");
    }
    paper.add("</ol></section>");
  }

  private static void facts(Paper paper, Head contract) {
    paper.add("<table class=\"facts\">");
    fact(paper, "paper.contract", contract.number());
    fact(paper, "paper.for", contract.account());
    fact(paper, "paper.attention", contract.contact());
    fact(paper, "paper.date", contract.day().toString());
    term(paper, contract.startsOn(), contract.endsOn());
    if (contract.amount() != null) {
      row(paper, "paper.worth", Paper.money(contract.amount(), contract.currency()));
    }
    if (contract.noticeDays() != null) {
      var days = Map.of("days", Paper.quantity(contract.noticeDays()));
      row(paper, "paper.notice", paper.say("paper.noticeDays", days));
    }
    if (contract.renewal().equals("automatic")) {
      var months = contract.renewalMonths();
      row(
          paper,
          "paper.renewal",
          months == null
              ? paper.say("paper.renewsAsLong")
              : paper.say("paper.renewsFor", Map.of("months", Paper.quantity(months))));
    }
    fact(paper, "paper.yourContact", contract.owner());
    paper.add("</table>");
  }

  private static void term(Paper paper, @Nullable LocalDate from, @Nullable LocalDate until) {
    if (from != null || until != null) {
      var first = from == null ? "…" : from.toString();
      fact(paper, "paper.term", first + " – " + (until == null ? "…" : until.toString()));
    }
  }

  private static void fact(Paper paper, String key, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      row(paper, key, Paper.escape(value));
    }
  }

  private static void row(Paper paper, String key, String markup) {
    paper.add("<tr><th>" + paper.say(key) + "</th><td>" + markup + "</td></tr>");
  }

  /// Room for two hands, or who has signed already.
  private static void signature(Paper paper, Letterhead from, Head contract) {
    paper.add("<table class=\"hands\"><tr><td>" + paper.either(from.name(), from.nameZh()));
    paper.add("</td><td>" + Paper.escape(contract.account()) + "</td></tr><tr><td></td><td>");
    if (contract.signedBy() != null) {
      var who = Map.of("name", contract.signedBy(), "day", String.valueOf(contract.signedOn()));
      paper.add(paper.say("paper.signedBy", who));
    }
    paper.add("</td></tr></table>");
    paper.add("<p class=\"detail\">SHA-256 " + contract.fingerprint() + "</p>");
  }
}

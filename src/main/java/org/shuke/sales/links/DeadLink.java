package org.shuke.sales.links;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;
import org.shuke.http.Answer;
import org.shuke.http.Call;
import org.shuke.http.Handler;
import org.shuke.platform.Refusal;
import org.shuke.platform.Texts;
import org.shuke.sales.papers.Letterhead;
import org.shuke.sales.papers.Paper;
import org.shuke.sales.papers.Paper.Speech;

/// What a customer's browser shows where a link leads nowhere. It is the same page whether the link
/// is over, was taken back or never was.
public final class DeadLink {
  private final Texts texts;
  private final Supplier<Letterhead> letterhead;

  public DeadLink(Texts texts, Supplier<Letterhead> letterhead) {
    this.texts = texts;
    this.letterhead = letterhead;
  }

  /// The same handler, whose *not there* is a page for whoever reads pages; programs keep the
  /// problem document.
  public Handler instead(Handler handler) {
    return call -> {
      try {
        return handler.handle(call);
      } catch (Refusal refusal) {
        boolean gone = refusal.status() == 404 || refusal.status() == 410;
        if (!gone || !readsPages(call)) {
          throw refusal;
        }
        return page(refusal.status(), call);
      }
    };
  }

  private static boolean readsPages(Call call) {
    var accepted = call.header("Accept");
    return accepted != null && accepted.contains("text/html");
  }

  private Answer page(int status, Call call) {
    var paper = new Paper(texts, Speech.of(call.query("lang"), call.locale()));
    var from = letterhead.get();
    paper.add("<main class=\"sheet\">");
    if (from.name() != null || from.nameZh() != null) {
      paper.letterhead(from);
    }
    paper.add("<h1>" + paper.say("link.dead") + "</h1>");
    paper.add("<p>" + paper.say("link.dead.ask") + "</p></main>");
    var html = paper.page(texts.text(call.locale(), "link.dead", Map.of()));
    return Answer.bytes(status, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8))
        .with("Referrer-Policy", "no-referrer");
  }
}

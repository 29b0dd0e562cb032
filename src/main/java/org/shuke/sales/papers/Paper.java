package org.shuke.sales.papers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Texts;
import org.shuke.sales.Rounding;

/// Writes a document as XHTML, piece by piece, in the languages that it is to speak.
public final class Paper {
  /// In which languages.
  public enum Speech {
    EN,
    ZH,
    BOTH;

    /// The speech for a stored choice; the reader's own where none was made.
    public static Speech of(@Nullable Object stored, Locale reader) {
      return switch (String.valueOf(stored)) {
        case "en" -> EN;
        case "zh" -> ZH;
        case "both" -> BOTH;
        default -> Texts.Language.of(reader) == Texts.Language.ZH ? ZH : EN;
      };
    }
  }

  private static final String STYLES = styles();
  private static final String PRINT =
      """
      @page { size: A4; margin: 18mm 16mm 20mm;
        @bottom-right { content: counter(page) " / " counter(pages);
          font-family: "Shuke Paper"; font-size: 8pt; color: #6d675d; } }
      """;

  private final Texts texts;
  private final Speech speech;
  private final StringBuilder body = new StringBuilder();

  public Paper(Texts texts, Speech speech) {
    this.texts = texts;
    this.speech = speech;
  }

  /// A text in the paper's languages, escaped.
  public String say(String key, Map<String, ?> args) {
    return switch (speech) {
      case EN -> escape(texts.text(Locale.ENGLISH, key, args));
      case ZH -> escape(texts.text(Locale.CHINESE, key, args));
      case BOTH ->
          escape(texts.text(Locale.CHINESE, key, args))
              + " <span class=\"other\">"
              + escape(texts.text(Locale.ENGLISH, key, args))
              + "</span>";
    };
  }

  public String say(String key) {
    return say(key, Map.of());
  }

  /// One of two values by language, both where both are spoken; escaped.
  public String either(@Nullable String english, @Nullable String chinese) {
    var en = english == null ? chinese : english;
    var zh = chinese == null ? english : chinese;
    if (speech == Speech.BOTH && en != null && zh != null && !en.equals(zh)) {
      return escape(zh) + "<br/>" + escape(en);
    }
    return escape(speech == Speech.EN ? en : zh);
  }

  public Speech speech() {
    return speech;
  }

  /// Adds markup as it is; values in it were escaped by whoever made it.
  public Paper add(String markup) {
    body.append(markup).append('\n');
    return this;
  }

  public String body() {
    return body.toString();
  }

  /// A value as text of the document: lines stay lines, control characters go.
  public static String escape(@Nullable String value) {
    if (value == null) {
      return "";
    }
    return value
        .replaceAll("[\\p{Cntrl}&&[^\\n]]", "")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;")
        .replace("\n", "<br/>");
  }

  /// An amount with the decimals of its currency, and the currency.
  public static String money(BigDecimal amount, String currency) {
    return figure(amount, Rounding.decimals(currency)) + " " + escape(currency);
  }

  /// A price with at least the currency's decimals and as many more as it has.
  public static String price(BigDecimal price, String currency) {
    return figure(price, Math.max(Rounding.decimals(currency), price.stripTrailingZeros().scale()));
  }

  public static String quantity(BigDecimal quantity) {
    return figure(quantity, Math.max(0, quantity.stripTrailingZeros().scale()));
  }

  private static String figure(BigDecimal number, int decimals) {
    var format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT));
    format.setMinimumFractionDigits(decimals);
    format.setMaximumFractionDigits(decimals);
    format.setRoundingMode(RoundingMode.HALF_UP);
    return format.format(number);
  }

  /// The sheet's head: logo, name and ways of contact.
  public Paper letterhead(Letterhead from) {
    add("<header class=\"letterhead\">");
    if (from.logo() != null) {
      add("<img class=\"logo\" alt=\"\" src=\"" + escape(from.logo()) + "\"/>");
    }
    add("<div class=\"from\"><strong>" + either(from.name(), from.nameZh()) + "</strong>");
    line(either(from.address(), from.addressZh()));
    line(
        java.util.stream.Stream.of(from.phone(), from.email(), from.website())
            .filter(java.util.Objects::nonNull)
            .map(Paper::escape)
            .collect(java.util.stream.Collectors.joining(" · ")));
    return add("</div></header>");
  }

  /// The sheet's foot: tax number, bank, what the law wants to see.
  public Paper foot(Letterhead from) {
    add("<footer class=\"foot\">");
    if (from.taxNumber() != null) {
      line(say("paper.taxNumber") + " " + escape(from.taxNumber()));
    }
    if (from.bank() != null) {
      line(say("paper.bank") + " " + escape(from.bank()));
    }
    line(either(from.footer(), from.footerZh()));
    return add("</footer>");
  }

  private void line(String markup) {
    if (!markup.isEmpty()) {
      add("<div>" + markup + "</div>");
    }
  }

  /// The document for print: A4 with page numbers, its style sheet inside.
  public String sheet(String title) {
    return document(title, "<style>" + PRINT + STYLES + "</style>");
  }

  /// The document as a customer's browser shows it.
  public String page(String title) {
    return document(
        title,
        "<link rel=\"stylesheet\" href=\"/offer/paper.css\"/>"
            + "<link rel=\"stylesheet\" href=\"/offer/offer.css\"/>"
            + "<script defer=\"defer\" src=\"/offer/offer.js\"></script>");
  }

  private static String styles() {
    try (var in = Paper.class.getResourceAsStream("/papers/paper.css")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A whole XHTML document around the body.
  ///
  /// @param head markup for its head
  private String document(String title, String head) {
    return """
    <!DOCTYPE html>
    <html xmlns="http://www.w3.org/1999/xhtml" lang="%s"><head><meta charset="utf-8"/>
    <meta name="viewport" content="width=device-width, initial-scale=1"/>
    <meta name="robots" content="noindex"/><title>%s</title>%s</head>
    <body>%s</body></html>
    """
        .formatted(speech == Speech.EN ? "en" : "zh-CN", escape(title), head, body);
  }
}

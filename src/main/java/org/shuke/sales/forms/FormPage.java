package org.shuke.sales.forms;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Texts;
import org.shuke.sales.forms.FormSql.Open;

/// The hosted page of a form.
final class FormPage {
  private final Texts texts;

  FormPage(Texts texts) {
    this.texts = texts;
  }

  static boolean chinese(Locale locale) {
    return locale.getLanguage().equals("zh");
  }

  static String in(Locale locale, @Nullable String en, @Nullable String zh, String otherwise) {
    var own = chinese(locale) ? zh : en;
    var other = chinese(locale) ? en : zh;
    return own != null ? own : other != null ? other : otherwise;
  }

  String of(Open form, String slug, String token, Locale locale) {
    var text = texts.in(locale);
    var fields = new StringBuilder();
    for (var asked : Asked.all(form.fields())) {
      fields.append(
          field(asked, in(locale, asked.en(), asked.zh(), text.text("lead." + asked.name()))));
    }
    var consent = in(locale, form.consentEn(), form.consentZh(), "");
    if (!consent.isEmpty()) {
      fields.append(
          "<label class=\"consent\"><input type=\"checkbox\" name=\"consent\" required> <span>%s</span></label>"
              .formatted(escaped(consent)));
    }
    var title = in(locale, form.titleEn(), form.titleZh(), form.name());
    return """
    <!doctype html>
    <html lang="%s"><head><meta charset="utf-8"><title>%s</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="stylesheet" href="/forms/form.css"><script src="/forms/form.js" type="module"></script></head>
    <body><form data-slug="%s" data-token="%s" data-zeros="%d" data-thanks="%s" data-wait="%s" data-failed="%s">
    <h1>%s</h1><p>%s</p>%s
    <label class="away" aria-hidden="true">Homepage <input name="homepage" tabindex="-1" autocomplete="off"></label>
    <p class="said" role="alert"></p><button>%s</button></form>
    <noscript><p>%s</p></noscript></body></html>
    """
        .formatted(
            chinese(locale) ? "zh" : "en",
            escaped(title),
            escaped(slug),
            escaped(token),
            Challenge.ZEROS,
            escaped(in(locale, form.thanksEn(), form.thanksZh(), text.text("form.thanks"))),
            escaped(text.text("form.wait")),
            escaped(text.text("form.failed")),
            escaped(title),
            escaped(in(locale, form.introEn(), form.introZh(), "")),
            fields,
            escaped(text.text("form.send")),
            escaped(text.text("form.script")));
  }

  private static String field(Asked asked, String label) {
    boolean area = asked.name().equals("interest");
    var kind =
        switch (asked.name()) {
          case "email" -> "email";
          case "phone", "mobile" -> "tel";
          default -> "text";
        };
    var attributes =
        "name=\"%s\"%s maxlength=\"4000\""
            .formatted(asked.name(), asked.required() ? " required" : "");
    return "<label><span>%s%s</span>%s</label>"
        .formatted(
            escaped(label),
            asked.required() ? " *" : "",
            area
                ? "<textarea rows=\"4\" " + attributes + "></textarea>"
                : "<input type=\"" + kind + "\" " + attributes + ">");
  }

  static String escaped(String text) {
    return Objects.toString(text, "")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}

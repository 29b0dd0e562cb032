package org.shuke.channels.outbox;

import org.jspecify.annotations.Nullable;
import org.owasp.html.PolicyFactory;
import org.owasp.html.Sanitizers;

/// The one gate for HTML in mails: what is not on the list does not exist.
final class Html {
  private static final PolicyFactory CLEAN =
      Sanitizers.FORMATTING.and(Sanitizers.BLOCKS).and(Sanitizers.LINKS).and(Sanitizers.TABLES);

  private Html() {}

  static @Nullable String clean(@Nullable String html) {
    return html == null ? null : CLEAN.sanitize(html);
  }
}

package org.shuke.channels.outbox;

import org.jspecify.annotations.Nullable;
import org.shuke.records.Declaration;
import org.shuke.records.Type;

/// A mail written once for many: `{{contact.name}}` is filled from the record that it is for.
///
/// @param forType the plural of the records that it is for
/// @param shared may everybody use it?
public record MailTemplate(
    String name, String forType, String subject, String body, @Nullable Boolean shared) {
  static Type type() {
    return Declaration.of(
            "mail-template", "mail-templates", "channels.mail_template", MailTemplate.class)
        .required("name", "forType", "subject", "body")
        .longText("body")
        .personal("shared")
        .type();
  }
}

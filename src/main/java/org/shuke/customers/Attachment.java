package org.shuke.customers;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Declaration;
import org.shuke.records.Type;

/// A file that belongs to a customer.
///
/// @param file the id of the stored file
/// @param mediaType of the stored file; only to be shown
/// @param size of the stored file in bytes
public record Attachment(
    @Nullable String name,
    @Nullable UUID file,
    @Nullable String mediaType,
    @Nullable BigDecimal size,
    @Nullable UUID account,
    @Nullable UUID contact) {
  static Type type() {
    return Declaration.of("attachment", "attachments", "customers.attachment", Attachment.class)
        .owned("account")
        .required("name", "file")
        .file("file")
        .system("mediaType", "size")
        .reference("account", "account", "attachments")
        .reference("contact", "contact", "attachments")
        .searched("names", "name")
        .onPageOf("account", "createdAt")
        .onPageOf("contact", "createdAt")
        .type();
  }
}

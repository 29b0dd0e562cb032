package org.shuke.sales.forms;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.customers.Drafts;
import org.shuke.records.Declaration;
import org.shuke.records.Type;
import org.shuke.sales.pipeline.Source;

/// A form on the web, as people edit it.
///
/// @param slug its address: `/forms/<slug>`
/// @param fields what it asks, as JSON: `[{"name":"email","required":true,"en":"Your mail"}]`;
///   names are the lead's
/// @param consentEn what a person must agree to before it is sent; nothing without
/// @param assignee who gets its leads; the assignment rules decide without
public record WebForm(
    @Nullable String name,
    @Nullable String slug,
    @Nullable Boolean active,
    @Nullable String fields,
    @Nullable String titleEn,
    @Nullable String titleZh,
    @Nullable String introEn,
    @Nullable String introZh,
    @Nullable String thanksEn,
    @Nullable String thanksZh,
    @Nullable String consentEn,
    @Nullable String consentZh,
    @Nullable Source source,
    @Nullable UUID pool,
    @Nullable UUID assignee) {
  static Type type() {
    return Declaration.of("web-form", "web-forms", "sales.web_form", WebForm.class)
        .required("name", "slug", "active", "fields", "source")
        .unique("slug")
        .json("fields")
        .longText("introEn", "introZh", "thanksEn", "thanksZh", "consentEn", "consentZh")
        .reference("pool", "pool")
        .reference("assignee", "user")
        .derived(Drafts.otherwise("active", true))
        .derived(Drafts.otherwise("source", "webForm"))
        .derived(Drafts.otherwise("fields", Asked.USUAL))
        .rule("slug", "slug", f -> f.slug() == null || f.slug().matches("[a-z0-9][a-z0-9-]{1,60}"))
        .rule("fields", "fields", f -> f.fields() == null || Asked.readable(f.fields()))
        .type();
  }
}

package org.shuke.automation.approvals;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Declaration;
import org.shuke.records.Type;

/// Who decides for somebody who is away: from the first day to the last, both included.
public record Deputy(
    @Nullable UUID deputy,
    @Nullable LocalDate validFrom,
    @Nullable LocalDate validUntil,
    @Nullable String note) {
  static Type type() {
    return Declaration.of("deputy", "deputies", "automation.deputy", Deputy.class)
        .titled("note")
        .owned()
        .reference("deputy", "user")
        .required("deputy", "validFrom", "validUntil")
        .rule(
            "ends-before-it-begins",
            "validUntil",
            d ->
                d.validFrom() == null
                    || d.validUntil() == null
                    || !d.validUntil().isBefore(d.validFrom()))
        .type();
  }
}

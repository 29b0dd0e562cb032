package org.shuke.automation.notifications;

import java.util.UUID;
import org.shuke.records.Type;

/// A record that somebody is told about.
public record About(Type type, UUID id) {
  String link() {
    return "/" + type.plural() + "/" + id;
  }
}

package org.shuke.records.pages;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Policy;
import tools.jackson.databind.JsonNode;

/// What a wing adds to the page of another wing's type, under a name of its own.
///
/// @param type the type on whose pages it appears
public record Section(String type, String name, Reader reader) {
  /// Reads the section under the caller's policy.
  @FunctionalInterface
  public interface Reader {
    /// Null when the caller may not read what it is made of.
    @Nullable JsonNode read(Policy caller, UUID record);
  }
}

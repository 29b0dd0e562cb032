package org.shuke.automation.rules;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What a rule does. Texts may hold `{{names}}` of the record, filled with the author's rights.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "do")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Action.Set.class, name = "set"),
  @JsonSubTypes.Type(value = Action.Assign.class, name = "assign"),
  @JsonSubTypes.Type(value = Action.Task.class, name = "task"),
  @JsonSubTypes.Type(value = Action.Notify.class, name = "notify"),
  @JsonSubTypes.Type(value = Action.Mail.class, name = "mail"),
  @JsonSubTypes.Type(value = Action.Hook.class, name = "hook"),
  @JsonSubTypes.Type(value = Action.Approval.class, name = "approval")
})
sealed interface Action {
  /// Sets a field to a value.
  record Set(String field, @Nullable JsonNode value) implements Action {}

  /// Gives the record to one of these users in turn.
  record Assign(List<UUID> users) implements Action {}

  /// Makes a task at the record, and at what that one is about: its account, its opportunity.
  ///
  /// @param dueInDays from the day of the event
  /// @param user who does it; the record's owner when absent
  record Task(String subject, @Nullable Integer dueInDays, @Nullable UUID user) implements Action {}

  /// Tells people.
  ///
  /// @param users whom; the record's owner when absent or empty
  record Notify(@Nullable List<UUID> users, String text) implements Action {}

  /// Sends a mail in the author's name.
  ///
  /// @param to an address, or a hole such as `{{email}}`
  record Mail(String to, String subject, String body) implements Action {}

  /// Calls a web hook with the record as the author may read it.
  record Hook(String url) implements Action {}

  /// Asks for approval of the record as it is now.
  ///
  /// @param all does it take all approvers, or does one suffice
  record Approval(String title, List<UUID> approvers, @Nullable Boolean all) implements Action {}
}

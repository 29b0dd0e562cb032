package org.shuke;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.platform.Texts;
import org.shuke.records.Field;
import org.shuke.records.Type;
import org.shuke.records.VerbInput;

class DeclaredTextsTest {
  @RegisterExtension static final Program PROGRAM = Program.withKey(Clock.systemUTC());

  private static final List<String> COMMON =
      List.of("createdAt", "createdBy", "updatedAt", "updatedBy");

  private static List<String> keys(Type type) {
    var keys = new ArrayList<>(List.of(type.name(), type.name() + ".plural"));
    for (var field : type.fields()) {
      if (!COMMON.contains(field.name())) {
        var key = type.name() + "." + field.name();
        keys.add(key);
        field.choices().forEach(choice -> keys.add(key + "." + choice));
      }
    }
    type.spec()
        .inverses()
        .forEach(i -> keys.add(type.field(i.via()).targetName() + "." + i.name()));
    type.spec().verbs().forEach(verb -> keys.addAll(keys(type, verb)));
    if (type.byDesk() != null) {
      keys.add("problem." + type.byDesk());
    }
    type.spec().rules().forEach(rule -> keys.add("problem." + rule.code()));
    return keys;
  }

  private static List<String> keys(Type type, Type.Verb<?> verb) {
    var prefix = type.name() + ".verb." + verb.name();
    var keys = new ArrayList<>(List.of(prefix));
    var asked = VerbInput.fields(type, verb.input(), PROGRAM.shuke().catalog());
    for (var field : asked == null ? List.<Field>of() : asked) {
      if (type.find(field.name()) == null) {
        keys.add(prefix + "." + field.name());
        field.choices().forEach(c -> keys.add(type.name() + "." + field.name() + "." + c));
      }
    }
    return keys;
  }

  @Test
  void everyTypeFieldChoiceRelationRuleAndJobHasItsTextInBothLanguages() {
    var texts = Texts.load();
    var missing = new ArrayList<String>();
    for (var language : Texts.Language.values()) {
      var known = texts.keys(language);
      PROGRAM.shuke().catalog().types().stream()
          .filter(type -> !type.name().equals("principal"))
          .flatMap(type -> keys(type).stream())
          .filter(key -> !known.contains(key))
          .forEach(key -> missing.add(language + " " + key));
      PROGRAM.shuke().jobs().stream()
          .map("job.name."::concat)
          .filter(key -> !known.contains(key))
          .forEach(key -> missing.add(language + " " + key));
    }
    assertEquals(List.of(), missing);
  }
}

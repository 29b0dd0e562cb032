package org.shuke.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.shuke.imports.values.Choice;
import org.shuke.imports.values.Form;
import org.shuke.platform.Texts;
import org.shuke.records.Field;
import org.shuke.records.Kind;
import org.shuke.records.Labels;
import org.shuke.records.Policy;
import org.shuke.records.Right;
import org.shuke.records.Type;

/// The fields of a type that an importer may write, as targets of columns.
final class RecordTargets {
  private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.CHINESE);

  private RecordTargets() {}

  static List<Target> of(Policy policy, Type type, Texts texts) {
    List<Target> targets = new ArrayList<>();
    for (Field field : type.fields()) {
      boolean original = policy.administers() && Author.FIELDS.contains(field.name());
      boolean own = field.writable() && policy.right(type, field) == Right.WRITE;
      if ((own || original) && field.kind() != Kind.FILE && field.kind() != Kind.JSON) {
        targets.add(target(type, field, texts));
      }
    }
    return targets;
  }

  private static Target target(Type type, Field field, Texts texts) {
    List<String> labels = new ArrayList<>();
    LANGUAGES.forEach(l -> labels.add(new Labels(texts, l).field(type, field)));
    if (field.equals(type.title())) {
      // a column "Account" in a list of accounts is their name
      LANGUAGES.forEach(l -> labels.add(new Labels(texts, l).type(type)));
    }
    List<Choice> choices =
        field.choices().stream()
            .map(value ->
                new Choice(
                    value,
                    LANGUAGES.stream()
                        .map(l -> new Labels(texts, l).choice(type, field, value))
                        .toList()))
            .toList();
    String points = form(field) == Form.REFERENCE || several(field) ? field.target() : null;
    Form form = several(field) ? Form.TEXT : form(field);
    return new Target(field.name(), labels, form, field.flags().required(), choices, points);
  }

  static boolean several(Field field) {
    return field.kind() == Kind.REFERENCES;
  }

  private static Form form(Field field) {
    return switch (field.kind()) {
      case TEXT ->
          switch (field.name()) {
            case "country" -> Form.COUNTRY;
            case "currency" -> Form.CURRENCY;
            default -> Form.TEXT;
          };
      case LONG_TEXT -> Form.LONG_TEXT;
      case EMAIL -> Form.EMAIL;
      case PHONE -> Form.PHONE;
      case URL -> Form.URL;
      case CHOICE -> Form.CHOICE;
      case MULTI_CHOICE -> Form.MULTI_CHOICE;
      case NUMBER -> Form.NUMBER;
      case MONEY -> Form.MONEY;
      case BOOLEAN -> Form.BOOLEAN;
      case DATE -> Form.DATE;
      case INSTANT -> Form.INSTANT;
      case DURATION -> Form.DURATION;
      case REFERENCE -> Form.REFERENCE;
      default -> Form.TEXT;
    };
  }
}

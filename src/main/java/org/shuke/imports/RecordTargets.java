package org.shuke.imports;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuke.imports.values.Choice;
import org.shuke.imports.values.Form;
import org.shuke.platform.Refusal.Fault;
import org.shuke.platform.Texts;
import org.shuke.records.Field;
import org.shuke.records.Ids;
import org.shuke.records.Inverse;
import org.shuke.records.Kind;
import org.shuke.records.Labels;
import org.shuke.records.Policy;
import org.shuke.records.Right;
import org.shuke.records.Type;
import org.shuke.records.writes.Prepared;

/// The fields of a type that an importer may write, and those of its parts, as targets of columns.
final class RecordTargets {
  private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.CHINESE);
  private static final String JOIN = " · ";

  private final Policy policy;
  private final List<Labels> labels;
  private final Set<String> asked;
  private final List<Target> targets = new ArrayList<>();

  private RecordTargets(Policy policy, Type type, Texts texts) {
    this.policy = policy;
    this.asked = asked(type);
    this.labels = LANGUAGES.stream().map(language -> new Labels(texts, language)).toList();
  }

  static List<Target> of(Policy policy, Type type, Texts texts) {
    var all = new RecordTargets(policy, type, texts);
    for (Field field : type.fields()) {
      boolean original = policy.administers() && Author.FIELDS.contains(field.name());
      if (original || all.may(type, field)) {
        all.targets.add(all.own(type, field));
      }
    }
    policy.catalog().parts(type).forEach(list -> all.parts(type, list));
    return all.targets;
  }

  /// What a record that says nothing lacks; what its room fills in by itself is not asked for.
  private static Set<String> asked(Type type) {
    Set<String> asked = new HashSet<>();
    for (Fault fault : Prepared.create(type, Ids.next(), Map.of()).faults()) {
      String field = fault.field();
      if (field != null && fault.code().equals("required")) {
        asked.add(field);
      }
    }
    return asked;
  }

  private boolean may(Type type, Field field) {
    return field.writable()
        && policy.right(type, field) == Right.WRITE
        && field.kind() != Kind.FILE
        && field.kind() != Kind.JSON;
  }

  private Target own(Type type, Field field) {
    List<String> names = new ArrayList<>();
    labels.forEach(l -> names.add(l.field(type, field)));
    if (field.equals(type.title())) {
      // a column "Account" in a list of accounts is their name
      labels.forEach(l -> names.add(l.type(type)));
    }
    return target(field.name(), names, type, field, null);
  }

  /// Parts that can be told from one another: a group of columns for each of their sorts, and one
  /// whose sort a column says.
  private void parts(Type owner, Inverse list) {
    Type type = policy.catalog().type(list.target());
    boolean open =
        !list.toldBy().isEmpty()
            && policy.member(owner, list.name()) != null
            && list.toldBy().stream().allMatch(name -> may(type, type.field(name)));
    if (open) {
      group(owner, list, type, null);
      type.field(list.toldBy().getFirst())
          .choices()
          .forEach(sort -> group(owner, list, type, sort));
    }
  }

  private void group(Type owner, Inverse list, Type type, @Nullable String sort) {
    for (Field field : type.fields()) {
      var inside = new Inside(list, type, sort, field, owner.find(field.name()) != null);
      boolean told = sort != null && inside.sorts();
      if (!told && !field.name().equals(list.via()) && may(type, field)) {
        List<String> names = labels.stream().map(l -> label(l, owner, inside)).toList();
        targets.add(target(inside.group() + "." + field.name(), names, type, field, inside));
      }
    }
  }

  private static String label(Labels labels, Type owner, Inside inside) {
    String list = labels.relation(owner, inside.list());
    String sort = inside.sort();
    String sorted = sort == null ? "" : JOIN + labels.choice(inside.type(), inside.sorting(), sort);
    return list + sorted + JOIN + labels.field(inside.type(), inside.field());
  }

  private Target target(
      String name, List<String> names, Type type, Field field, @Nullable Inside inside) {
    List<Choice> choices =
        field.choices().stream()
            .map(value ->
                new Choice(value, labels.stream().map(l -> l.choice(type, field, value)).toList()))
            .toList();
    String points = form(field) == Form.REFERENCE || several(field) ? field.target() : null;
    Form form = several(field) ? Form.TEXT : form(field);
    boolean required = inside == null && asked.contains(field.name());
    return new Target(name, names, form, required, choices, points, field.flags().past(), inside);
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

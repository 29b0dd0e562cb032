package org.shuke.records.writes;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal.Fault;
import org.shuke.records.Field;
import org.shuke.records.Names;
import org.shuke.records.Type;

/// Runs what the owning room says of a record: completes the draft, then asks every rule.
final class Rules {
  /// How a room's record is made.
  @SuppressWarnings("ArrayRecordComponent")
  private record Form(RecordComponent[] components, Constructor<?> constructor) {}

  /// Asked of a class once: an import makes a record of every row.
  private static final ClassValue<Form> FORMS =
      new ClassValue<>() {
        @Override
        protected Form computeValue(Class<?> details) {
          return form(details);
        }
      };

  private Rules() {}

  static void derive(RecordDraft draft) {
    draft.givenParts().values().forEach(parts -> parts.forEach(Rules::derive));
    draft.type().spec().derivations().forEach(d -> d.fill(draft));
  }

  /// Everything that is wrong with the record and its parts.
  static List<Fault> check(RecordDraft draft) {
    var faults = new ArrayList<Fault>();
    check(draft, "", faults);
    draft
        .givenParts()
        .forEach((relation, parts) -> {
          for (int i = 0; i < parts.size(); i++) {
            check(parts.get(i), relation + "[" + i + "].", faults);
          }
        });
    return faults;
  }

  private static void check(RecordDraft draft, String prefix, List<Fault> faults) {
    var via = draft.type().ownership() instanceof Type.Ownership.Part part ? part.via() : "";
    for (var field : draft.type().fields()) {
      boolean missing =
          field.flags().required()
              && field.stored()
              && !field.flags().system()
              && !field.name().equals(via)
              && Columns.same(null, draft.get(field.name()))
              && !olderThan(field, draft);
      if (missing) {
        faults.add(new Fault(prefix + field.name(), "required", Map.of("name", field.name())));
      }
    }
    var details = draft.type().spec().details();
    if (details != null && !draft.type().spec().rules().isEmpty()) {
      var record = record(details, draft);
      var broken = faults.stream().map(Fault::field).filter(Objects::nonNull).toList();
      for (var rule : draft.type().spec().rules()) {
        if (rule.field() == null || !broken.contains(prefix + rule.field())) {
          ask(rule, record, prefix, faults);
        }
      }
    }
  }

  /// A record that was there before an administrator asked for the field can be changed without it,
  /// but once filled in it is not emptied again.
  private static boolean olderThan(Field field, RecordDraft draft) {
    return field.custom() != null
        && !draft.isNew()
        && !draft.given(field.name())
        && Columns.same(null, draft.stored(field));
  }

  @SuppressWarnings("unchecked")
  private static void ask(Type.Rule<?> rule, Record record, String prefix, List<Fault> faults) {
    if (!((Type.Rule<Record>) rule).holds().test(record)) {
      faults.add(Fault.of(rule.field() == null ? null : prefix + rule.field(), rule.code()));
    }
  }

  /// The draft as the room's own Java record.
  static Record record(Class<? extends Record> details, RecordDraft draft) {
    var form = FORMS.get(details);
    var values = new @Nullable Object[form.components().length];
    for (int i = 0; i < values.length; i++) {
      var component = form.components()[i];
      values[i] = value(component, draft.get(component.getName()));
    }
    try {
      return (Record) form.constructor().newInstance(values);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(details.getName() + " refuses its own values", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(details.getName() + " cannot be made", e);
    }
  }

  private static Form form(Class<?> details) {
    var components = details.getRecordComponents();
    var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      var constructor = details.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return new Form(components, constructor);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(details.getName() + " has no canonical constructor", e);
    }
  }

  private static @Nullable Object value(RecordComponent component, @Nullable Object value) {
    var type = component.getType();
    return switch (value) {
      case null -> type == List.class ? List.of() : null;
      case String text when type.isEnum() -> constant(type, text);
      case BigDecimal number when type == Integer.class -> number.intValue();
      case BigDecimal number when type == Long.class -> number.longValue();
      case Long seconds when type == Duration.class -> Duration.ofSeconds(seconds);
      case OffsetDateTime time -> time.toInstant();
      case String[] texts -> choices(component, texts);
      case Object[] ids -> List.of(ids);
      default -> value;
    };
  }

  private static List<?> choices(RecordComponent component, String[] texts) {
    var element =
        (Class<?>)
            ((java.lang.reflect.ParameterizedType) component.getGenericType())
                .getActualTypeArguments()[0];
    return element.isEnum()
        ? Arrays.stream(texts).map(text -> constant(element, text)).toList()
        : List.of((Object[]) texts);
  }

  private static @Nullable Object constant(Class<?> type, String text) {
    for (var constant : type.getEnumConstants()) {
      if (Names.camel(((Enum<?>) constant).name().toLowerCase(java.util.Locale.ROOT))
          .equals(text)) {
        return constant;
      }
    }
    return null;
  }
}

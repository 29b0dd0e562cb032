package org.shuke.insight.value;

import java.util.List;
import java.util.stream.Stream;
import org.shuke.records.Field;
import org.shuke.records.Kind;
import org.shuke.records.Names;
import org.shuke.records.Type;
import org.shuke.records.Type.Ownership;

/// What an account is worth: the computed fields `account.value.*`, in the company's currency. They
/// are declared one by one, because no Java record may have a component named `class`.
final class AccountValue {
  static final String NAME = "account-value";

  /// Which accounts make which share of revenue.
  static final List<String> ABC = List.of("A", "B", "C");

  /// How to treat an account.
  static final List<String> CLASSES = List.of("gold", "potential", "ordinary");

  /// Where an account is in its life, by its own rhythm.
  static final List<String> STAGES = List.of("new", "active", "cooling", "silent", "lost");

  private static final String DAY = "order.placedAt";

  private AccountValue() {}

  static Type type() {
    var counted =
        Stream.of(
                field("frequency", Kind.NUMBER),
                field("quantity", Kind.NUMBER, "order-line.quantity"),
                field("monetary", Kind.NUMBER, "order-line.amountBase"))
            .map(field -> field.with(field.flags().asCounted()));
    var numbers =
        Stream.of(
            field("recencyDays", Kind.NUMBER, DAY),
            field("recencyScore", Kind.NUMBER, DAY),
            field("frequencyScore", Kind.NUMBER),
            field("monetaryScore", Kind.NUMBER, "monetary"),
            field("rhythmDays", Kind.NUMBER, DAY));
    var others =
        Stream.of(
            field("rfm", Kind.TEXT, "recencyScore", "monetaryScore"),
            field("abc", Kind.CHOICE, ABC, "monetary"),
            field("class", Kind.CHOICE, CLASSES, "recencyScore", "monetary"),
            field("stage", Kind.CHOICE, STAGES, DAY),
            field("firstOrderAt", Kind.INSTANT, DAY),
            field("lastOrderAt", Kind.INSTANT, DAY));
    return new Type(
        new Type.Spec(
            NAME,
            NAME + "s",
            "insight.account_value",
            "rfm",
            new Ownership.Computed("order"),
            Stream.of(counted, numbers, others).flatMap(each -> each).toList(),
            List.of(),
            null,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            null,
            Type.Made.BY_PROJECTION));
  }

  private static Field field(String name, Kind kind, String... of) {
    return field(name, kind, List.of(), of);
  }

  /// @param of what it is reckoned from: hidden there is hidden here
  private static Field field(String name, Kind kind, List<String> choices, String... of) {
    var flags = Field.Flags.NONE.asSystem().following(of);
    return new Field(name, Names.snake(name), kind, null, choices, null, flags, null);
  }
}

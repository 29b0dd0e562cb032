package org.shuke.records.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shuke.records.Bindings;
import org.shuke.records.Field;
import org.shuke.records.Member;

/// What expressions come to, written out by hand: the property test only says that both ways agree.
class MeaningTest {
  private static final Instant NOW = Instant.parse("2024-03-01T18:30:00Z");

  /// A record of nothing but values.
  private record Fixed(UUID id, Map<String, Object> values) implements Subject {
    @Override
    public @Nullable Object value(Field field) {
      return values.get(field.name());
    }

    @Override
    public @Nullable Subject one(Field reference) {
      return (Subject) values.get("→" + reference.name());
    }

    @Override
    @SuppressWarnings("unchecked")
    public List<? extends Subject> many(Member relation) {
      return (List<Subject>) values.getOrDefault(relation.name(), List.of());
    }
  }

  private static final Subject WIDGET = new Fixed(new UUID(4, 1), Map.of("sku", "W-1"));
  private static final Subject LINE =
      new Fixed(
          new UUID(3, 1),
          Map.of(
              "quantity",
              new BigDecimal("2"),
              "price",
              new BigDecimal("4.50"),
              "product",
              WIDGET.id(),
              "→product",
              WIDGET));
  private static final Subject OLD =
      new Fixed(
          new UUID(2, 1),
          Map.of(
              "total",
              new BigDecimal("9"),
              "placedAt",
              Instant.parse("2023-01-05T00:00:00Z").atOffset(ZoneOffset.UTC),
              "lines",
              List.of(LINE)));
  private static final Subject NEW =
      new Fixed(new UUID(2, 2), Map.of("total", new BigDecimal("20")));
  private static final Subject EMPTY = new Fixed(new UUID(2, 3), Map.of());
  private static final Subject ACCOUNT =
      new Fixed(
          new UUID(1, 1),
          Map.of(
              "name",
              "Müller & Söhne",
              "kind",
              "company",
              "parties",
              new String[] {"dealer"},
              "credit",
              new BigDecimal("10"),
              "debt",
              new BigDecimal("3"),
              "owner",
              Shop.ME,
              "founded",
              java.time.LocalDate.of(2024, 2, 29),
              "seen",
              Instant.parse("2024-02-29T16:00:00Z").atOffset(ZoneOffset.UTC),
              "orders",
              List.of(OLD, NEW, EMPTY)));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          -5 + credit                                      | 5
          - 5.5                                            | -5.5
          credit - -5                                      | 15
          -credit * 2 + 1                                  | -19
          credit / debt                                    | 3.3333333333
          -credit / 6                                      | -1.6666666667
          2 / 3                                            | 0.6666666667
          credit / 0                                       | absent
          credit % debt                                    | 1
          -credit % debt                                   | -1
          0.1 + 0.2                                        | 0.3
          12345678901234567890 + 1                         | 12345678901234567891
          0x10 * 1e2                                       | 1600
          credit + parent.credit                           | absent
          1 + 2 * 3 == 7 && (1 + 2) * 3 == 9               | true
          name == 'Müller & Söhne'                         | true
          city == 'x'                                      | false
          city != 'x'                                      | true
          !(city == 'x')                                   | true
          city == null                                     | true
          name != null                                     | true
          !(credit > parent.credit)                        | true
          !active                                          | true
          active != true                                   | true
          active == false                                  | false
          active ? 'yes' : 'no'                            | no
          city == city                                     | false
          tags == null && orders != null && parent == null | true
          name.size()                                      | 14
          '😀'.size()                                      | 1
          '😀' > 'ﾮ'                                       | true
          lower(name)                                      | müller & söhne
          name.contains('&') && name.startsWith('M')       | true
          `name.contains('%') || name.contains('_')`       | false
          name.matches('^M.*ö') && !name.matches('^ö')     | true
          name + '!'                                       | Müller & Söhne!
          name + city                                      | absent
          kind in ['person', 'company']                    | true
          'dealer' in parties && !('customer' in parties)  | true
          parties.size()                                   | 1
          owner == me()                                    | true
          owner.team == myTeam()                           | false
          id == '00000000-0000-0001-0000-000000000001'     | true
          orders.size()                                    | 3
          orders.filter(o, o.total > 5).size()             | 2
          orders.exists(o, o.total > 10)                   | true
          orders.all(o, o.total > 5)                       | false
          orders.exists_one(o, o.total > 10)               | true
          tags.all(t, false)                               | true
          orders.map(o, o.total).sum()                     | 29
          orders.map(o, o.total).avg()                     | 14.5
          orders.map(o, o.total).max()                     | 20
          orders.map(o, o.total).size()                    | 2
          tags.map(t, t.weight).sum()                      | 0
          tags.map(t, t.weight).min()                      | absent
          9 in orders.map(o, o.total)                      | true
          orders.exists(o, o.lines.map(l, l.quantity * l.price).sum() == 9)  | true
          bought('W-1')                                    | true
          bought('W-1', 90)                                | false
          bought('W-1', 500)                               | true
          bought('W-2')                                    | false
          room                                             | 7
          risky                                            | true
          today()                                          | 2024-03-02
          daysAgo(2)                                       | 2024-02-29
          daysAgo(-1)                                      | 2024-03-03
          startOf('week')                                  | 2024-02-26
          startOf('month', -1)                             | 2024-02-01
          startOf('quarter', 1)                            | 2024-04-01
          startOf('year', -20)                             | 2004-01-01
          now()                                            | 2024-03-01T18:30:00Z
          seen == date('2024-03-01')                       | true
          date(seen)                                       | 2024-03-01
          seen >= daysAgo(1) && seen < today()             | true
          founded == daysAgo(2)                            | true
          now() - seen                                     | 95400
          now() - seen == duration('26h30m')               | true
          seen + duration('1.5h')                          | 2024-02-29T17:30:00Z
          founded - duration('1h')                         | 2024-02-28T15:00:00Z
          founded - date('2024-02-01')                     | 2419200
          founded.getFullYear() * 100 + founded.getMonth() | 202401
          founded.getDate() - founded.getDayOfMonth()      | 1
          founded.getDayOfWeek()                           | 4
          seen.getHours()                                  | 0
          """)
  void itMeans(String text, String expected) {
    var checked = Expression.value(text, Shop.ACCOUNT, Shop.ALL);
    var moment =
        new Bindings(
            Shop.ALL, NOW, ZoneId.of("Asia/Shanghai"), List.of(), List.of(), List.of(), null);
    var value = Evaluator.value(checked, ACCOUNT, moment);
    var said =
        value instanceof BigDecimal number
            ? number.stripTrailingZeros().toPlainString()
            : value == null ? "absent" : value.toString();
    assertEquals(expected, said);
  }
}

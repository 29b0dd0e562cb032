package org.shuke.customers;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.shuke.customers.diary.VisitRule;
import org.shuke.customers.pools.Pool;
import org.shuke.customers.pools.Pools;
import org.shuke.records.Type;

/// The wing of customers: hands over its types.
public final class Customers {
  private final List<Type> types;

  /// Without a desk that writes: for those who only ask for the types.
  public Customers(Clock clock) {
    this(
        clock,
        new Pools(
            () -> {
              throw new IllegalStateException("nobody writes here");
            },
            ZoneOffset.UTC));
  }

  public Customers(Clock clock, Pools pools) {
    var own =
        Stream.of(
            Tag.type(),
            Pool.type(),
            Account.type(clock, pools),
            Member.of("account", "customers"),
            Contact.type(clock),
            Activity.type(clock),
            Attachment.type(),
            VisitRule.type());
    var parts = Stream.of("account", "contact").flatMap(Customers::parts);
    types = Stream.concat(own, parts).toList();
  }

  private static Stream<Type> parts(String parent) {
    return Stream.of(
        Address.of(parent), ImportantDate.of(parent), Preference.of(parent), Relation.of(parent));
  }

  public List<Type> types() {
    return types;
  }
}

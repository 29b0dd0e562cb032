package org.shuke.customers;

import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.shuke.customers.diary.VisitRule;
import org.shuke.records.Type;

/// The wing of customers: hands over its types.
public final class Customers {
  private final List<Type> types;

  public Customers(Clock clock) {
    var own =
        Stream.of(
            Tag.type(),
            Account.type(clock),
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

package org.shuke.customers;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.shuke.customers.diary.Diary;
import org.shuke.customers.diary.VisitRule;
import org.shuke.customers.pools.Pool;
import org.shuke.customers.pools.Pools;
import org.shuke.ground.Ground;
import org.shuke.ground.Wing;
import org.shuke.http.Routes;
import org.shuke.platform.jobs.Jobs;
import org.shuke.records.Type;
import org.shuke.records.writes.Writes;

/// The wing of customers: who they are, what is known of them, and what is done with them day by
/// day.
public final class Customers implements Wing {
  private final Ground ground;
  private final Pools pools;
  private final Diary diary;
  private final Attachments attachments;

  public Customers(Ground ground) {
    this.ground = ground;
    this.pools = new Pools(ground::writes, ground.zone());
    this.diary = new Diary(ground);
    this.attachments = new Attachments(ground.files(), ground::reads);
  }

  @Override
  public List<Type> types() {
    return types(ground.clock(), pools);
  }

  /// The types for those who write to no pool.
  public static List<Type> types(Clock clock) {
    return types(
        clock,
        new Pools(
            () -> {
              throw new IllegalStateException("nobody writes here");
            },
            ZoneOffset.UTC));
  }

  public static List<Type> types(Clock clock, Pools pools) {
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
    var parts = Stream.of("account", "contact").flatMap(parent -> parts(parent, clock));
    return Stream.concat(own, parts).toList();
  }

  private static Stream<Type> parts(String parent, Clock clock) {
    return Stream.of(
        Address.of(parent),
        ImportantDate.of(parent, clock),
        Preference.of(parent),
        Relation.of(parent));
  }

  @Override
  public List<Type> extend(List<Type> all) {
    return diary.extend(all);
  }

  @Override
  public void watch(Writes writes) {
    attachments.guard(writes);
    Pools.guard(writes, "account");
    writes.guard("account", Member::divide);
    diary.watch(writes);
  }

  @Override
  public void runBy(Jobs jobs) {
    diary.begin();
  }

  @Override
  public void addTo(Routes routes) {
    new AttachmentRoutes(attachments).addTo(routes);
    diary.addTo(routes);
  }

  /// Records that wait for whoever takes them.
  public Pools pools() {
    return pools;
  }

  /// Files that belong to records.
  public Attachments attachments() {
    return attachments;
  }
}

package org.shuke.sales.links;

import java.net.URI;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;
import org.shuke.platform.Token;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Catalog;
import org.shuke.records.Policy;
import org.shuke.records.Principal;
import org.shuke.records.Unit;

/// The room's desk: makes links and finds what they lead to.
public final class Links {
  private static final UUID CUSTOMER = new UUID(0, 0x30);

  private final Clock clock;
  private final @Nullable URI base;

  /// @param base where the page lives for its visitors; without it links have no host
  public Links(Clock clock, @Nullable URI base) {
    this.clock = clock;
    this.base = base;
  }

  /// What a link leads to.
  ///
  /// @param subject the name of the record's type
  public record Target(String subject, UUID record, Instant expires) {}

  /// Makes a link to a record; answers its address, which is told this once. Links that went to
  /// somebody else end with that; those that the same one has keep working.
  ///
  /// @param path under which the subject's room serves it: `offer`
  /// @param to the mail address of whoever gets it, null where nobody is known
  public String issue(
      Unit unit, String path, String subject, UUID record, @Nullable String to, Instant expires)
      throws SQLException {
    var token = Token.next();
    var whose = to == null ? null : to.strip().toLowerCase(Locale.ROOT);
    LinkSql.revokeOthers(unit.tx(), record, whose, clock.instant());
    LinkSql.insert(unit.tx(), Token.hash(token), new Target(subject, record, expires), whose, unit);
    var address = "/" + path + "/" + token;
    return base == null ? address : base.toString().replaceAll("/+$", "") + address;
  }

  /// What a token leads to.
  ///
  /// @throws Refusal 404 when it is unknown, over or taken back; the three look alike
  public Target follow(Transaction tx, String subject, String token) throws SQLException {
    var target = LinkSql.find(tx, Token.hash(token), clock.instant());
    if (target == null || !target.subject().equals(subject)) {
      throw Refusal.notFound();
    }
    return target;
  }

  /// Ends all links to a record.
  public void revoke(Transaction tx, UUID record) throws SQLException {
    LinkSql.revoke(tx, record, clock.instant());
  }

  /// What a customer wrote, as long as it fits: nothing of it is cut off behind his back.
  ///
  /// @throws Refusal 422 when it is longer
  public static @Nullable String fitting(String field, @Nullable String text, int most) {
    if (text != null && text.length() > most) {
      throw Refusal.invalid(
          field, "value.too-long", Map.of("length", text.length(), "limit", most));
    }
    return text;
  }

  /// The customer behind a link: acts by what the desk lets him do with that one record.
  public static Policy customer(Locale locale, ZoneId zone, Catalog catalog) {
    var principal = new Principal(CUSTOMER, Principal.Kind.FORM, null, "Customer", locale, zone);
    return Policy.unlimited(principal, Policy.Members.NOBODY, catalog);
  }
}

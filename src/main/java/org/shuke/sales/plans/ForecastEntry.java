package org.shuke.sales.plans;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Declaration;
import org.shuke.records.Draft;
import org.shuke.records.Policy;
import org.shuke.records.Scope;
import org.shuke.records.Type;
import org.shuke.records.Verb;

/// What somebody expects of a person or a team in a period, whatever the opportunities add up to.
public record ForecastEntry(
    @Nullable UUID person,
    @Nullable UUID team,
    @Nullable String period,
    @Nullable BigDecimal amount,
    @Nullable String note) {
  static Type type() {
    return Declaration.of(
            "forecast-entry", "forecast-entries", "sales.forecast_entry", ForecastEntry.class)
        .titled("period")
        .owned()
        .reference("person", "user")
        .reference("team", "team")
        .required("period", "amount")
        .rule("whose", "person", e -> (e.person() == null) != (e.team() == null))
        .rule("period", "period", e -> e.period() == null || Period.read(e.period()) != null)
        .type();
  }

  /// Only who leads others says what he expects of them, nobody of himself.
  static void mustLead(Policy caller, Transaction tx, Verb verb, Draft entry) throws SQLException {
    if (verb != Verb.DELETE && !mayBeSaid(sight(caller, PlanSql.people(tx)), entry)) {
      throw Refusal.forbidden("forecast-entry.not-your-team", Map.of());
    }
  }

  private static boolean mayBeSaid(Sight sight, Draft entry) {
    return entry.get("person") instanceof UUID person
        ? ofPerson(sight, person)
        : entry.get("team") instanceof UUID team && ofTeam(sight, team);
  }

  static Sight sight(Policy caller, Map<UUID, List<UUID>> people) {
    return new Sight(caller, Verb.CREATE, caller.catalog().type("forecast-entry"), people);
  }

  static boolean ofPerson(Sight sight, UUID person) {
    return !person.equals(sight.policy().principal().user()) && sight.person(person);
  }

  static boolean ofTeam(Sight sight, UUID team) {
    return sight.policy().scope(sight.verb(), sight.type()) != Scope.OWN && sight.team(team);
  }
}

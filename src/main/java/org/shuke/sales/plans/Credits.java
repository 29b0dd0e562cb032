package org.shuke.sales.plans;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.shuke.records.Policy;
import org.shuke.records.reads.Reads;
import tools.jackson.databind.JsonNode;

/// Whose the amounts of opportunities are: every member has his credit of them, the owner what is
/// left. Only what the caller may read counts. How many opportunities somebody has is not divided:
/// each is its owner's.
public final class Credits {
  private static final String MEMBER = "opportunity-member";
  private static final String VIA = "opportunity.";

  private final Ask ask;

  public Credits(Supplier<Reads> reads) {
    this.ask = new Ask(reads);
  }

  /// What a person or a team has of some opportunities; several shares of one are to be added up.
  ///
  /// @param kind `person` or `team`
  /// @param id empty for nobody
  /// @param team that the person is in, or the team itself
  /// @param of what the shares are grouped by
  public record Share(
      String kind,
      String id,
      String name,
      String team,
      Map<String, String> of,
      BigDecimal amount) {}

  /// @param measure a field of amounts
  /// @param by paths to group by, from the opportunity
  /// @param which the condition on the opportunity, given the way to it: `opportunity.` or nothing
  public List<Share> shares(
      Policy policy, String measure, List<String> by, UnaryOperator<String> which) {
    var shares = new ArrayList<>(owned(policy, measure, by, which.apply("")));
    shares.addAll(credited(policy, measure, by, which.apply(VIA)));
    return shares;
  }

  /// The opportunities as if they were wholly their owners'.
  public List<Share> owned(Policy policy, String measure, List<String> by, String which) {
    return groups(policy, "opportunity", "", person("owner"), measure, by, which).stream()
        .map(group -> share(group, "owner", "", by, amount(group)))
        .toList();
  }

  /// How many of some opportunities each owner has: they are not divided.
  public List<Share> counted(Policy policy, String which) {
    var number = Map.of("amount", "count()");
    return ask.groups(policy, "opportunity", person("owner"), number, which).stream()
        .map(group -> share(group, "owner", "", List.of(), amount(group)))
        .toList();
  }

  /// What members have of them, and their owners therefore not.
  ///
  /// @param which the condition on the opportunity, from a member
  public List<Share> credited(Policy policy, String measure, List<String> by, String which) {
    var shares = new ArrayList<Share>();
    if (policy.reads(MEMBER, "opportunity", "user", "team", "credit")) {
      var keys =
          Stream.of(
                  person("user"),
                  List.of("team", "team.name", "credit"),
                  person("opportunity.owner"))
              .flatMap(List::stream)
              .toList();
      var credited = which + " && credit > 0";
      for (var group : groups(policy, MEMBER, VIA, keys, measure, by, credited)) {
        var credit = group.path("credit").decimalValue().movePointLeft(2);
        var part = amount(group).multiply(credit);
        shares.add(share(group, group.path("user").isNull() ? "team" : "user", VIA, by, part));
        shares.add(share(group, VIA + "owner", VIA, by, part.negate()));
      }
    }
    return shares;
  }

  /// The condition that a record is, in whole or in part, a person's.
  ///
  /// @param via the way to the opportunity that divides it: `quote.opportunity.` or nothing
  static String isPartly(String person, String via) {
    return "(owner == \"%1$s\" || %2$smembers.exists(m, m.user == \"%1$s\" && m.credit > 0))"
        .formatted(person, via);
  }

  /// The condition that a record is, in whole or in part, one of some teams'.
  ///
  /// @param teams their ids in quotes
  /// @param via as in [#isPartly]
  static String isPartlyOf(List<String> teams, String via) {
    var list = String.join(", ", teams);
    return ("(owner.team in [%1$s] || %2$smembers.exists(m, m.credit > 0"
            + " && (m.team in [%1$s] || m.user.team in [%1$s])))")
        .formatted(list, via);
  }

  private static List<String> person(String path) {
    return List.of(path, path + ".name", path + ".team");
  }

  private List<JsonNode> groups(
      Policy policy,
      String type,
      String via,
      List<String> keys,
      String measure,
      List<String> by,
      String which) {
    var groupBy = Stream.concat(keys.stream(), by.stream().map(path -> via + path)).toList();
    var sum = Map.of("amount", "sum(" + via + measure + ")");
    return ask.groups(policy, type, groupBy, sum, which);
  }

  private static Share share(
      JsonNode group, String who, String via, List<String> by, BigDecimal amount) {
    var id = group.path(who).asString("");
    var of = new LinkedHashMap<String, String>();
    by.forEach(path -> of.put(path, group.path(via + path).asString("")));
    boolean team = who.equals("team");
    return new Share(
        team ? "team" : "person",
        id,
        group.path(who + ".name").asString(""),
        team ? id : group.path(who + ".team").asString(""),
        of,
        amount);
  }

  private static BigDecimal amount(JsonNode group) {
    var amount = group.path("amount");
    return amount.isNumber() ? amount.decimalValue() : BigDecimal.ZERO;
  }
}

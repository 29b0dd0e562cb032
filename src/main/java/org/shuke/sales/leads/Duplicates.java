package org.shuke.sales.leads;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Draft;
import org.shuke.records.Policy;
import org.shuke.records.Type;
import org.shuke.records.Unit;
import org.shuke.records.reads.Reads;
import org.shuke.sales.leads.LeadSql.Alike;

/// Which customers, people and leads a lead resembles.
///
/// What the caller may read is named. Of the rest he learns that it exists and which team to ask
/// for co-operation, as of what he may read but not in that field: not how many, not by which of
/// the things he asked with, no field of it.
public final class Duplicates {
  /// Something that the caller may read.
  ///
  /// @param why `name`, `email` or `phone`
  public record Seen(String type, UUID id, @Nullable String title, String why) {}

  /// @param masked what the caller learns no more of than [#hidden()]
  record Found(List<Seen> seen, List<Alike> masked) {
    /// The teams that know it already; empty text where the owner is in no team.
    Set<String> hidden() {
      var teams = new LinkedHashSet<String>();
      masked.forEach(each -> teams.add(each.teamName()));
      return teams;
    }
  }

  /// Something that the caller may not read: for a desk that carries his question to its owner.
  public record Known(String type, UUID id, @Nullable UUID owner) {}

  private final Reads reads;

  public Duplicates(Reads reads) {
    this.reads = reads;
  }

  /// Of what resembles a lead and the caller may not read, the first that a team has.
  ///
  /// @param team as the caller was told of it; empty for owners in no team
  public @Nullable Known masked(Unit unit, Draft lead, @Nullable String team) throws SQLException {
    return of(unit.tx(), unit.policy(), lead).masked().stream()
        .filter(each -> each.teamName().equals(Objects.toString(team, "")))
        .findFirst()
        .map(each -> new Known(each.type(), each.id(), each.owner()))
        .orElse(null);
  }

  Found of(Transaction tx, Policy policy, Draft lead) throws SQLException {
    var alike =
        LeadSql.alike(
            tx,
            lead.id(),
            Leads.text(lead, "company"),
            Leads.text(lead, "email"),
            Leads.text(lead, "phone"),
            Leads.text(lead, "mobile"));
    var seen = new ArrayList<Seen>();
    var masked = new ArrayList<Alike>();
    for (var each : alike) {
      var title = title(tx, policy, each);
      if (title != null) {
        seen.add(title);
      } else {
        masked.add(each);
      }
    }
    return new Found(seen, masked);
  }

  private @Nullable Seen title(Transaction tx, Policy policy, Alike alike) throws SQLException {
    var type = policy.catalog().type(alike.type());
    if (!policy.may(org.shuke.records.Verb.READ, type) || !told(policy, type, alike.why())) {
      return null;
    }
    boolean named = policy.member(type, "name") != null;
    var found =
        reads.find(
            tx.connection(), policy, type, alike.id(), named ? List.of("name") : List.of("id"));
    if (found == null) {
      return null;
    }
    var name = tools.jackson.databind.json.JsonMapper.shared().readTree(found).path("name");
    return new Seen(
        alike.type(), alike.id(), name.isString() ? name.stringValue() : null, alike.why());
  }

  /// May he know by what it is alike? Who may not read a telephone number learns of nobody that he
  /// has this one.
  private static boolean told(Policy policy, Type type, String why) {
    var fields = why.equals("phone") ? List.of("phone", "mobile") : List.of(why);
    return fields.stream()
        .filter(name -> type.find(name) != null)
        .allMatch(name -> policy.member(type, name) != null);
  }

  /// As the API shows it.
  static Map<String, Object> shown(Found found) {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("seen", found.seen());
    shown.put("hidden", found.hidden());
    return shown;
  }
}

package org.shuke.sales;

import java.util.List;
import org.shuke.customers.pools.Pools;
import org.shuke.http.Routes;
import org.shuke.platform.Settings;
import org.shuke.platform.db.Database;
import org.shuke.records.Type;
import org.shuke.records.reads.Reads;
import org.shuke.records.units.Units;
import org.shuke.records.writes.Writes;
import org.shuke.sales.leads.Duplicates;
import org.shuke.sales.leads.LeadRoutes;
import org.shuke.sales.leads.Leads;
import org.shuke.sales.pipeline.Opportunities;

/// What comes before the sale: builds the rooms of leads and ownership, and hands over their types,
/// addresses and jobs.
public final class Prospecting {
  /// The desks that exist only after the types do.
  public interface Desks {
    Reads reads();

    Writes writes();

    Units units();
  }

  private final Database database;
  private final Desks desks;
  private final Pools pools;
  private final Leads leads;

  public Prospecting(
      Database database, Settings settings, Desks desks, Pools pools, Opportunities opportunities) {
    this.database = database;
    this.desks = desks;
    this.pools = pools;
    this.leads = new Leads(desks::writes, desks::units, this::duplicates, opportunities, pools);
  }

  private Duplicates duplicates() {
    return new Duplicates(desks.reads());
  }

  public List<Type> types() {
    return leads.types();
  }

  /// The types of all wings with what ours hang on them.
  public static List<Type> extend(List<Type> types) {
    return Leads.extend(types);
  }

  public void addTo(Routes routes) {
    new LeadRoutes(database, desks.writes(), duplicates(), pools).addTo(routes);
  }
}

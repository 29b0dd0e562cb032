package org.shuke.insight.value;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.postgresql.PGConnection;
import org.shuke.platform.db.Transaction;

/// The public retail set (UCI 352, CC BY 4.0) loaded straight into the tables.
final class RetailSet {
  static final Path FILE = Path.of("../shared/data/online_retail/online_retail_2010_2011.csv.gz");

  private static final UUID SHUKE = new UUID(0, 1);

  private RetailSet() {}

  static void load(Transaction tx) throws SQLException, IOException {
    tx.update(
        """
        create temp table retail (
          line bigint generated always as identity,
          invoice text, code text, description text, quantity numeric, at timestamp,
          price numeric, customer text, country text) on commit drop
        """);
    try (var in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(FILE)), StandardCharsets.UTF_8))) {
      tx.connection()
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(
              "copy retail (invoice, code, description, quantity, at, price, customer, country)"
                  + " from stdin (format csv, header)",
              in);
    }
    tx.update(
        """
        insert into customers.account (created_by, updated_by, name, external_id)
        select distinct ?::uuid, ?::uuid, trim(customer), trim(customer)
        from retail where trim(customer) <> ''
        """,
        SHUKE,
        SHUKE);
    tx.update(
        """
        insert into sales."order"
          (created_by, updated_by, number, account, placed_at, status, currency)
        select ?::uuid, ?::uuid, trim(invoice), a.id, min(at) at time zone 'UTC',
          case when trim(invoice) like 'C%' then 'returned' else 'completed' end, 'GBP'
        from retail r left join customers.account a on a.external_id = trim(customer)
        group by trim(invoice), a.id
        """,
        SHUKE, SHUKE);
    tx.update(
        """
        insert into sales.order_line ("order", position, quantity, unit_price, unit_price_base,
          amount, amount_base, currency)
        select o.id, row_number() over (partition by o.id order by line), quantity, price, price,
          quantity * price, quantity * price, 'GBP'
        from retail join sales."order" o on o.number = trim(invoice)
        """);
  }
}

package org.shuke.imports;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Bindings;
import org.shuke.records.Compiled;
import org.shuke.records.Policy;
import org.shuke.records.Row;
import org.shuke.records.Scope;
import org.shuke.records.Type;
import org.shuke.records.Verb;

/// What the lines of a staged sales file amount to: orders, customers and products, and which of
/// them are there already. Set-wise: nothing of it passes through the program.
final class SalesCheckSql {
  private final Policy policy;
  private final Bindings bindings;

  SalesCheckSql(Policy policy, Bindings bindings) {
    this.policy = policy;
    this.bindings = bindings;
  }

  static void clear(Transaction tx, UUID id) throws SQLException {
    for (String table :
        new String[] {"sales_row", "sales_order", "sales_account", "sales_product"}) {
      tx.update("delete from imports." + table + " where import = ?", id);
    }
  }

  void check(Transaction tx, UUID id, Mapping mapping, String currency) throws SQLException {
    orders(tx, id, mapping, currency);
    ImportSql.measure(tx);
    binned(tx, id);
    hidden(tx, id, mapping);
    var names = new SalesNamesSql(policy, bindings, id, mapping);
    names.find(tx);
    incomplete(tx, id);
    existing(tx, id, mapping);
    accounts(tx, id);
    names.tie(tx);
    products(tx, id);
  }

  /// Lines without a number have no order: they are gathered under the empty number, which fails.
  private static void orders(Transaction tx, UUID id, Mapping mapping, String currency)
      throws SQLException {
    tx.update(
        """
        insert into imports.sales_order
          (import, number, first_row, lines, at, customer, currency, status, total, plan)
        select
          import,
          coalesce(invoice, ''),
          min(row),
          count(*),
          min(at),
          min(customer),
          coalesce(min(currency), ?),
          case
            when starts_with(coalesce(invoice, ''), nullif(?, '')) or max(quantity) < 0 then 'returned'
            else coalesce(min(status), 'completed')
          end,
          sum(quantity * price),
          case when bool_or(faults is not null) or count(distinct currency) > 1 then 'fail' else 'create' end
        from imports.sales_row
        where import = ?
        group by import, coalesce(invoice, '')
        """,
        currency,
        mapping.credit(),
        id);
  }

  /// What lies in the bin keeps its key: it must be restored or emptied before it can be sold to
  /// again.
  private static void binned(Transaction tx, UUID id) throws SQLException {
    tx.update(
        """
        with lost as (
          select o.number, a.external_id as value, 'customer-binned' as code
          from imports.sales_order o join customers.account a on a.external_id = o.customer
          where o.import = ? and a.binned_at is not null
          union all
          select o.number, o.number, 'order-binned'
          from imports.sales_order o join sales."order" e on e.number = o.number
          where o.import = ? and e.binned_at is not null
        ), failed as (
          update imports.sales_order o set plan = 'fail'
          from lost where o.import = ? and o.number = lost.number
        )
        update imports.sales_row r
        set faults = coalesce(r.faults, '[]') || jsonb_build_object('code', lost.code, 'value', lost.value)
        from lost where r.import = ? and r.invoice = lost.number
        """,
        id,
        id,
        id,
        id);
  }

  /// Keys of records that the importer may not see are taken, and what is behind them says nothing
  /// more; orders that he sees but may not change cannot be replaced.
  private void hidden(Transaction tx, UUID id, Mapping mapping) throws SQLException {
    Type account = policy.catalog().type("account");
    Type order = policy.catalog().type("order");
    boolean all =
        policy.scope(Verb.READ, account) == Scope.ALL
            && policy.scope(Verb.READ, order) == Scope.ALL;
    if (!all || mapping.replaces()) {
      Verb verb = mapping.replaces() ? Verb.UPDATE : Verb.READ;
      lose(tx, id, order, "number", "number", verb);
      lose(tx, id, account, "external_id", "customer", Verb.READ);
    }
  }

  private void lose(Transaction tx, UUID id, Type type, String column, String key, Verb verb)
      throws SQLException {
    new Composed()
        .add(
            "with lost as (select o.number, o."
                + key
                + " as value from imports.sales_order o join ")
        .add(Lookup.table(type) + " t on t." + column + " = o." + key + " where o.import = ?", id)
        .add(" and t.binned_at is null and not ")
        .add(Compiled.of(policy.rows(verb, new Row(type, "t"))), bindings)
        .add("), failed as (update imports.sales_order o set plan = 'fail' from lost")
        .add(" where o.import = ? and o.number = lost.number) update imports.sales_row r", id)
        .add(
            " set faults = coalesce(r.faults, '[]') || jsonb_build_object('code', 'taken', 'value',"
                + " lost.value)")
        .add(" from lost where r.import = ? and r.invoice = lost.number", id)
        .run(tx, bindings);
  }

  /// An order with a line that cannot be read is not written without it: its total would be wrong.
  private static void incomplete(Transaction tx, UUID id) throws SQLException {
    tx.update(
        """
        update imports.sales_row r
        set faults = jsonb_build_array(jsonb_build_object(
          'code', case when o.number = '' then 'required' else 'order-incomplete' end, 'value', o.number))
        from imports.sales_order o
        where o.import = ? and o.plan = 'fail' and r.import = o.import and r.invoice = o.number
          and r.faults is null
        """,
        id);
  }

  private static void existing(Transaction tx, UUID id, Mapping mapping) throws SQLException {
    tx.update(
        """
        update imports.sales_order o
        set plan = case
          when e.total = o.total and e.currency = o.currency and e.placed_at = o.at
            and (e.account is not null or o.customer is null)
            and (select count(*) from sales.order_line l where l."order" = e.id) = o.lines then 'unchanged'
          when ? then 'update'
          else 'skip'
        end
        from sales."order" e
        where o.import = ? and o.plan = 'create' and e.number = o.number
        """,
        mapping.replaces(),
        id);
  }

  /// The country is the latest line's; the name the latest that the file gives, else the key.
  private static void accounts(Transaction tx, UUID id) throws SQLException {
    tx.update(
        """
        insert into imports.sales_account (import, key, country, name)
        select import, customer, (array_agg(country order by at desc, row desc))[1],
          coalesce(
            (array_agg(customer_name order by at desc, row desc) filter (where customer_name is not null))[1],
            customer)
        from imports.sales_row r
        where import = ? and customer is not null
          and exists (
            select from imports.sales_order o
            where o.import = r.import and o.number = r.invoice and o.plan in ('create', 'update'))
        group by import, customer
        """,
        id);
  }

  /// The name is the description that most lines have, else the code.
  private static void products(Transaction tx, UUID id) throws SQLException {
    tx.update(
        """
        insert into imports.sales_product (import, sku, name)
        select import, product,
          coalesce(mode() within group (order by description) filter (where description is not null), product)
        from imports.sales_row r
        where import = ? and product is not null
          and exists (
            select from imports.sales_order o
            where o.import = r.import and o.number = r.invoice and o.plan in ('create', 'update'))
        group by import, product
        """,
        id);
  }

  /// How many rows of orders that are to be written name no customer.
  static long rowsWithoutCustomer(Transaction tx, UUID id) throws SQLException {
    Long rows =
        tx.first(
            """
            select coalesce(sum(lines), 0) from imports.sales_order
            where import = ? and customer is null and plan in ('create', 'update')
            """,
            row -> row.getLong(1),
            id);
    return rows == null ? 0 : rows;
  }

  /// How many orders, customers and products were made, by the plural of their type.
  static Map<String, Long> made(Transaction tx, UUID id) throws SQLException {
    return counted(
        tx,
        id,
        """
        select 'orders', count(*) from imports.sales_order where import = ? and result = 'created'
        union all
        select 'accounts', count(*) from imports.sales_account where import = ? and result = 'created'
        union all
        select 'products', count(*) from imports.sales_product where import = ? and result = 'created'
        """);
  }

  /// How many are to be made, by the same plurals.
  static Map<String, Long> foretold(Transaction tx, UUID id) throws SQLException {
    return counted(
        tx,
        id,
        """
        select 'orders', count(*) from imports.sales_order where import = ? and plan = 'create'
        union all
        select 'accounts', count(*) from imports.sales_account s
        where import = ? and namesake is null
          and not exists (select from customers.account a where a.external_id = s.key)
        union all
        select 'products', count(*) from imports.sales_product s
        where import = ? and not exists (select from catalog.product p where p.sku = s.sku)
        """);
  }

  private static Map<String, Long> counted(Transaction tx, UUID id, String counts)
      throws SQLException {
    Map<String, Long> counted = new LinkedHashMap<>();
    tx.query(counts, row -> counted.put(row.getString(1), row.getLong(2)), id, id, id);
    return counted;
  }

  /// Settles what the check found not to need writing.
  static void settle(Transaction tx, UUID id) throws SQLException {
    tx.update(
        "update imports.sales_account set result = 'unchanged' where import = ? and namesake is not"
            + " null",
        id);
    tx.update(
        """
        update imports.sales_order
        set result = case plan when 'unchanged' then 'unchanged' when 'skip' then 'skipped' else 'failed' end
        where import = ? and result is null and plan in ('unchanged', 'skip', 'fail')
        """,
        id);
  }

  /// What the ledger says.
  ///
  /// @param open SQL of what orders without a result count as
  static Counters counters(Transaction tx, UUID id, String open) throws SQLException {
    var counters =
        tx.first(
            """
            select coalesce(sum(lines), 0),
              coalesce(sum(lines) filter (where done in ('create', 'created')), 0),
              coalesce(sum(lines) filter (where done in ('update', 'updated')), 0),
              coalesce(sum(lines) filter (where done = 'unchanged'), 0),
              coalesce(sum(lines) filter (where done in ('skip', 'skipped')), 0),
              coalesce(sum(lines) filter (where done in ('fail', 'failed')), 0),
              coalesce(sum(lines) filter (where result is not null), 0)
            from (select lines, result, coalesce(result, %s) as done
              from imports.sales_order where import = ?) o
            """
                .formatted(open),
            Counters::read,
            id);
    return counters == null ? Counters.NONE : counters;
  }
}

package org.shuke.sales.prices;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.db.Transaction;

/// What quotes and orders remember of prices, set-wise: each question one statement for any number
/// of products.
final class PriceMemorySql {
  /// What a customer may still accept, or somebody is writing for him. A draft counts from the
  /// moment it is saved: of two who write to the same customer at the same time, the second is told
  /// of the first before either has sent anything, and not only when it is too late.
  private static final String LIVE =
      """
      f.status in ('draft', 'submitted', 'approved', 'sent')
        and (f.valid_until is null or f.valid_until >= ?)
      """;

  private static final int FEWEST_PEERS = 5;

  private PriceMemorySql() {}

  private static Array array(Transaction tx, String type, Collection<?> values)
      throws SQLException {
    return tx.connection().createArrayOf(type, values.toArray());
  }

  private static Remembered remembered(ResultSet row, @Nullable UUID caller) throws SQLException {
    var owner = row.getObject("owner", UUID.class);
    return new Remembered(
        row.getObject("record", UUID.class),
        row.getString("number"),
        row.getString("status"),
        row.getBigDecimal("price"),
        row.getString("currency"),
        row.getBigDecimal("quantity"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getString("name"),
        owner != null && owner.equals(caller),
        row.getObject("valid_until", LocalDate.class));
  }

  /// What an account paid last for each product.
  static Map<UUID, Remembered> paid(
      Transaction tx, UUID account, Collection<UUID> products, Instant at, @Nullable UUID caller)
      throws SQLException {
    return one(
        tx,
        """
        select distinct on (f.product) f.product, f."order" as record, f.number, null as status,
          f.price, f.currency, f.quantity, f.at, p.name, f.owner, null::date as valid_until
        from sales.v_paid f left join records.principal p on p.id = f.owner
        where f.account = ? and f.product = any(?) and f.at <= ?
        order by f.product, f.at desc, f."order"
        """,
        caller,
        account,
        array(tx, "uuid", products),
        at);
  }

  /// What an account was offered last for each product, whatever came of it.
  static Map<UUID, Remembered> offered(
      Transaction tx, UUID account, Collection<UUID> products, Instant at, @Nullable UUID caller)
      throws SQLException {
    return one(
        tx,
        """
        select distinct on (f.product) f.product, f.quote as record, f.number, f.status, f.price,
          f.currency, f.quantity, f.at, p.name, f.owner, f.valid_until
        from sales.v_offer f left join records.principal p on p.id = f.owner
        where f.account = ? and f.product = any(?) and f.at <= ?
        order by f.product, f.at desc, f.quote
        """,
        caller,
        account,
        array(tx, "uuid", products),
        at);
  }

  private static Map<UUID, Remembered> one(
      Transaction tx, String query, @Nullable UUID caller, Object... values) throws SQLException {
    var found = new HashMap<UUID, Remembered>();
    tx.query(
        query,
        row -> found.put(row.getObject("product", UUID.class), remembered(row, caller)),
        values);
    return found;
  }

  /// What others than a person have on offer to an account.
  static Map<UUID, List<Remembered>> others(
      Transaction tx,
      UUID account,
      Collection<UUID> products,
      LocalDate day,
      @Nullable UUID person,
      @Nullable UUID butQuote)
      throws SQLException {
    var found = new HashMap<UUID, List<Remembered>>();
    tx.query(
        """
        select f.product, f.quote as record, f.number, f.status, f.price, f.currency, f.quantity,
          f.at, p.name, f.owner, f.valid_until
        from sales.v_offer f left join records.principal p on p.id = f.owner
        where f.account = ? and f.product = any(?) and f.owner is distinct from ?
          and f.quote is distinct from ? and %s
        order by f.product, f.price, f.at, f.quote
        """
            .formatted(LIVE),
        row ->
            found
                .computeIfAbsent(row.getObject("product", UUID.class), p -> new ArrayList<>())
                .add(remembered(row, person)),
        account,
        array(tx, "uuid", products),
        person,
        butQuote,
        day);
    return found;
  }

  /// What other accounts paid, in the company's currency. Of fewer than five nothing is told:
  /// whoever knows the customers would know which of them paid what.
  static Map<UUID, PeerPrices> peers(
      Transaction tx,
      Collection<UUID> accounts,
      Collection<UUID> products,
      Instant from,
      Instant to)
      throws SQLException {
    var found = new HashMap<UUID, PeerPrices>();
    tx.query(
        """
        select product, count(*), min(price_base),
          percentile_disc(0.5) within group (order by price_base), max(price_base),
          (array_agg(price_base order by at desc))[1], max(at)
        from sales.v_paid
        where product = any(?) and account = any(?) and at > ? and at <= ?
          and price_base is not null
        group by product having count(distinct account) >= ?
        """,
        row ->
            found.put(
                row.getObject(1, UUID.class),
                new PeerPrices(
                    row.getLong(2),
                    row.getBigDecimal(3),
                    row.getBigDecimal(4),
                    row.getBigDecimal(5),
                    row.getBigDecimal(6),
                    row.getObject(7, OffsetDateTime.class).toInstant())),
        array(tx, "uuid", products),
        array(tx, "uuid", accounts),
        from,
        to,
        FEWEST_PEERS);
    return found;
  }

  /// The product that each text names: by being its SKU or name, or with its SKU among its words,
  /// which end where neither letters, digits nor what SKUs are joined with stand. Among words only
  /// what looks like a SKU counts, long and with a digit: a coat of size M is not the product `M`.
  ///
  /// @return what of the product the text says, by the text's place from 0
  static Map<Integer, String> named(Transaction tx, List<String> texts) throws SQLException {
    var found = new HashMap<Integer, String>();
    tx.query(
        """
        with line as (
          select place - 1 as place, lower(trim(t)) as text
          from unnest(?::text[]) with ordinality l (t, place)
        ), word as (
          select place, text as word from line
          union select place, trim(w, '.-/')
          from line, regexp_split_to_table(text, '[^a-z0-9_./#+-]+') w
          where length(trim(w, '.-/')) >= 4 and w ~ '[0-9]'
        )
        select place, sku from word w join catalog.product p on lower(p.sku) = w.word
        where w.word <> '' and p.binned_at is null
        union all
        select place, name from line l join catalog.product p on lower(trim(p.name)) = l.text
        where l.text <> '' and p.binned_at is null
        order by 1, 2
        """,
        row -> found.putIfAbsent(row.getInt(1), row.getString(2)),
        array(tx, "text", texts));
    return found;
  }

  /// Lets one transaction at a time offer anything to an account.
  static void lock(Transaction tx, UUID account) throws SQLException {
    tx.query("select pg_advisory_xact_lock(hashtextextended(?::text, 61))", row -> true, account);
  }

  /// How many of a product's own unit one of a unit holds.
  static Map<UUID, Map<String, BigDecimal>> units(Transaction tx, Collection<UUID> products)
      throws SQLException {
    var units = new HashMap<UUID, Map<String, BigDecimal>>();
    tx.query(
        "select product, unit, factor from catalog.product_unit where product = any(?)",
        row ->
            units
                .computeIfAbsent(row.getObject(1, UUID.class), p -> new HashMap<>())
                .put(row.getString(2), row.getBigDecimal(3)),
        array(tx, "uuid", products));
    return units;
  }

  /// Whose quote it is.
  static @Nullable UUID owner(Transaction tx, UUID quote) throws SQLException {
    var owner =
        tx.first(
            "select owner from sales.quote where id = ?",
            row -> java.util.Optional.ofNullable(row.getObject(1, UUID.class)),
            quote);
    return Objects.requireNonNullElse(owner, java.util.Optional.<UUID>empty()).orElse(null);
  }
}

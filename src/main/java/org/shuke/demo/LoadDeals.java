package org.shuke.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.catalog.prices.Rates;
import org.shuke.records.Principal;

/// Writes the possible sales with their people, products and rivals, and the log of their moves, so
/// that time in stage and history are there as if the two years had been lived.
final class LoadDeals {
  private static final String COMMON = "id, created_at, created_by, updated_at, updated_by, ";
  private static final UUID SHUKE = Principal.SYSTEM.id();

  private final Connection connection;
  private final Company company;
  private final Scale scale;
  private final Acquaintances people;
  private final Deals deals;

  private LoadDeals(
      Connection connection, Company company, Scale scale, Rates rates, Pipelines pipelines) {
    this.connection = connection;
    this.company = company;
    this.scale = scale;
    this.people = new Acquaintances(company, scale.contacts());
    this.deals = new Deals(company, rates, pipelines);
  }

  /// Writes the deals into a house that has pipelines; answers how many.
  static long all(
      Connection connection,
      Company company,
      Scale scale,
      Rates rates,
      @Nullable Pipelines pipelines)
      throws SQLException {
    return pipelines == null
        ? 0
        : new LoadDeals(connection, company, scale, rates, pipelines).all();
  }

  /// Writes the rows of one deal.
  private interface Rows {
    void write(Copy copy, Customer customer, Deals.Deal deal, Dice dice) throws SQLException;
  }

  private long each(String table, String columns, Rows rows) throws SQLException {
    try (var copy = new Copy(connection, table, columns)) {
      for (int i = 0; i < scale.accounts(); i++) {
        var customer = company.customer(i);
        for (var deal : deals.of(customer)) {
          rows.write(
              copy,
              customer,
              deal,
              company.dice(Kinds.DEALS, i, deal.id().getLeastSignificantBits()));
        }
      }
      return copy.finish();
    }
  }

  private long all() throws SQLException {
    long written =
        each(
            "sales.opportunity",
            COMMON
                + "version, owner, name, name_key_en, name_key_zh, account, contact, contacts,"
                + " pipeline, stage, amount, amount_base, currency, probability, close_date,"
                + " engaged_at, product, next_step, next_step_on, forecast, source, lost_reason,"
                + " won_reason, stage_since",
            this::deal);
    each(
        "sales.opportunity_product",
        "id, opportunity, position, product, quantity, unit_price, amount",
        (copy, customer, deal, dice) ->
            copy.row(
                dice.id(deal.steps().getFirst().came()),
                deal.id(),
                0,
                deal.item().id(),
                deal.quantity(),
                deal.amount().divide(deal.quantity(), 2, java.math.RoundingMode.HALF_UP),
                deal.amount()));
    each(
        "sales.opportunity_stakeholder",
        "id, opportunity, position, contact, role, stance, power, reports_to",
        this::stakeholders);
    each(
        "sales.opportunity_competitor",
        "id, opportunity, position, name, strengths, weaknesses",
        this::rivals);
    moves();
    return written;
  }

  private void deal(Copy copy, Customer customer, Deals.Deal deal, Dice dice) throws SQLException {
    var owner = customer.owner().id();
    var begun = deal.steps().getFirst().came();
    var stage = deal.stage();
    var name = Deals.in(customer, List.of("采购%s", "Order of %s")).formatted(deal.item().name());
    var head = people.headOf(customer);
    boolean open = stage.kind().equals("open");
    boolean planned = open && dice.chance(0.8);
    copy.row(
        deal.id(),
        begun,
        owner,
        deal.last().came(),
        owner,
        deal.steps().size(),
        owner,
        name,
        Load.key("en", name),
        Load.key("zh", name),
        customer.id(),
        head,
        List.of(head),
        stage.pipeline(),
        stage.id(),
        deal.amount(),
        deal.amountBase(),
        deal.currency(),
        stage.probability(),
        deal.closes(),
        engaged(deal),
        deal.item().id(),
        planned ? dice.pick(Deals.in(customer, NEXT)) : null,
        planned ? company.today().plusDays(dice.below(14) - 3L) : null,
        open ? forecast(stage, dice) : null,
        deal.source(),
        stage.kind().equals("lost") ? deal.reason() : null,
        stage.kind().equals("won") ? deal.reason() : null,
        deal.last().came());
  }

  private static @Nullable Instant engaged(Deals.Deal deal) {
    return deal.steps().size() > 1 ? deal.steps().get(1).came() : null;
  }

  private static String forecast(Deals.Stage stage, Dice dice) {
    int likely = stage.probability().intValue();
    return likely >= 75 && dice.chance(0.7) ? "commit" : likely >= 50 ? "bestCase" : "pipeline";
  }

  private static final List<List<String>> NEXT =
      List.of(
          List.of("回访报价", "寄样品", "约见采购负责人", "确认交期", "补充技术资料"),
          List.of(
              "Call about the offer",
              "Send samples",
              "Meet the buyer",
              "Confirm delivery",
              "Send data sheets"));

  private void stakeholders(Copy copy, Customer customer, Deals.Deal deal, Dice dice)
      throws SQLException {
    var known = people.of(customer);
    var roles = List.of("decider", "buyer", "user", "influencer");
    var stances = List.of("champion", "supporter", "supporter", "neutral", "neutral", "sceptic");
    for (int i = 0; i < Math.min(known.size(), roles.size()); i++) {
      copy.row(
          dice.id(deal.steps().getFirst().came()),
          deal.id(),
          i,
          known.get(i).id(),
          roles.get(i),
          dice.pick(stances),
          Math.max(1, 5 - i - dice.below(2)),
          i == 0 ? null : known.getFirst().id());
    }
  }

  private void rivals(Copy copy, Customer customer, Deals.Deal deal, Dice dice)
      throws SQLException {
    if (dice.chance(0.4)) {
      var rival =
          dice.pick(
              Deals.in(
                  customer,
                  List.of(
                      List.of("山海商贸", "恒达供应链", "优品汇"),
                      List.of("Northgate Trading", "Brandt & Sons", "Quayside Supplies"))));
      copy.row(
          dice.id(deal.steps().getFirst().came()),
          deal.id(),
          0,
          rival,
          Deals.in(customer, List.of("价格低", "Cheaper")),
          Deals.in(customer, List.of("交期长", "Slow delivery")));
    }
  }

  /// The change log of the moves: the first step makes the record, each later one moves it.
  private void moves() throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(
          """
          create temporary table deal_step (deal uuid, owner uuid, n int, before uuid, stage uuid,
            came timestamptz, since timestamptz) on commit drop\
          """);
    }
    each(
        "deal_step",
        "deal, owner, n, before, stage, came, since",
        (copy, customer, deal, dice) -> {
          for (int i = 0; i < deal.steps().size(); i++) {
            var step = deal.steps().get(i);
            var before = i == 0 ? null : deal.steps().get(i - 1);
            copy.row(
                deal.id(),
                customer.owner().id(),
                i + 1,
                before == null ? null : before.stage().id(),
                step.stage().id(),
                step.came(),
                before == null ? null : before.came());
          }
        });
    try (var statement = connection.createStatement()) {
      statement.execute(
          """
          with logged as (
            insert into records.change (at, actor, cause, type, record, version, op)
            select came, owner, 'page', 'opportunity', deal, n,
              case n when 1 then 'create' else 'update' end
            from deal_step order by came
            returning seq, record, version)
          insert into records.change_value (seq, before, after)
          select l.seq,
            case when d.before is not null
              then jsonb_build_object('stage', d.before, 'stage_since', d.since) end,
            jsonb_build_object('stage', d.stage, 'stage_since', d.came)
          from logged l join deal_step d on d.deal = l.record and d.n = l.version\
          """);
    }
  }
}

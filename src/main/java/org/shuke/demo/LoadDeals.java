package org.shuke.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
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
  private final List<Deals.Stage> stages;
  private final Deals deals;

  private LoadDeals(
      Connection connection, Company company, Scale scale, Rates rates, List<Deals.Stage> stages) {
    this.connection = connection;
    this.company = company;
    this.scale = scale;
    this.people = new Acquaintances(company, scale.contacts());
    this.stages = stages;
    this.deals = new Deals(company, rates, stages);
  }

  /// Writes the deals into a house that has a pipeline; answers how many.
  static long all(Connection connection, Company company, Scale scale, Rates rates)
      throws SQLException {
    var stages = stages(connection);
    return stages.isEmpty() ? 0 : new LoadDeals(connection, company, scale, rates, stages).all();
  }

  private static List<Deals.Stage> stages(Connection connection) throws SQLException {
    var stages = new ArrayList<Deals.Stage>();
    try (var statement =
            connection.prepareStatement(
                """
                select s.id, s.pipeline, s.name, s.kind, s.probability
                from sales.stage s join sales.pipeline p on p.id = s.pipeline
                order by p.position, p.id, s.position\
                """);
        var row = statement.executeQuery()) {
      while (row.next()) {
        stages.add(
            new Deals.Stage(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getString(3),
                row.getString(4),
                row.getBigDecimal(5)));
      }
    }
    return stages.stream().filter(s -> s.pipeline().equals(stages.getFirst().pipeline())).toList();
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
    plays();
    targets();
    visitRules();
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

  private static @org.jspecify.annotations.Nullable Instant engaged(Deals.Deal deal) {
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

  /// What every salesperson and the whole company is to reach, quarter by quarter: a tenth more
  /// than the year before.
  private void targets() throws SQLException {
    var since = company.founded();
    int number = 0;
    var columns = COMMON + "owner, team, period, measure, amount";
    try (var copy = new Copy(connection, "sales.target", columns)) {
      var first = company.today().getYear() - 1;
      for (int year = first; year <= company.today().getYear(); year++) {
        for (int quarter = 1; quarter <= 4; quarter++) {
          var period = year + "-Q" + quarter;
          long size = year == first ? 500_000 : 550_000;
          for (var seller : company.staff().colleagues()) {
            if (seller.as().role().equals("Salesperson")) {
              var id = company.dice(Kinds.DEALS, -100 - number++).id(since);
              copy.row(id, since, SHUKE, since, SHUKE, seller.id(), null, period, "amount", size);
            }
          }
          var top = company.staff().teams().getFirst().id();
          var id = company.dice(Kinds.DEALS, -100 - number++).id(since);
          copy.row(id, since, SHUKE, since, SHUKE, null, top, period, "amount", size * 8);
        }
      }
      copy.finish();
    }
  }

  /// Gold customers are seen every month, those who may become gold every other one.
  private void visitRules() throws SQLException {
    var since = company.founded();
    var columns = COMMON + "name, applies_to, days, kind";
    try (var copy = new Copy(connection, "customers.visit_rule", columns)) {
      var gold = company.dice(Kinds.DEALS, -50).id(since);
      var potential = company.dice(Kinds.DEALS, -51).id(since);
      copy.row(gold, since, SHUKE, since, SHUKE, "金牌 Gold", "value.class == \"gold\"", 30, "visit");
      copy.row(
          potential,
          since,
          SHUKE,
          since,
          SHUKE,
          "潜在金牌 Potential gold",
          "value.class == \"potential\"",
          60,
          "call");
      copy.finish();
    }
  }

  /// One play for each of the open stages, in the language that the house calls its stages by.
  private void plays() throws SQLException {
    boolean chinese = stages.getFirst().name().codePoints().anyMatch(c -> c >= 0x4E00);
    var texts = chinese ? CHINESE_PLAYS : ENGLISH_PLAYS;
    var since = company.founded();
    try (var copy =
        new Copy(
            connection, "sales.play", COMMON + "name, stage, customer_class, todo, say, send")) {
      for (int i = 0; i < texts.size() && i < stages.size(); i++) {
        var play = texts.get(i);
        var id = company.dice(Kinds.DEALS, -1 - i).id(since);
        copy.row(
            id,
            since,
            SHUKE,
            since,
            SHUKE,
            play.get(0),
            stages.get(i).id(),
            null,
            play.get(1),
            play.get(2),
            play.get(3));
      }
      copy.finish();
    }
  }

  private static final List<List<String>> ENGLISH_PLAYS =
      List.of(
          List.of(
              "Ask before you offer",
              "Call the head buyer within two days",
              "What do you re-order most often, and what runs out first?",
              "The one-page range overview"),
          List.of(
              "Taste it together",
              "Bring samples in person",
              "Which of these would your own customers ask for again?",
              "Sample box and price list"),
          List.of(
              "Two offers, one choice",
              "Offer the usual quantity and a larger one",
              "With the larger one delivery is free until the feast.",
              "The quote, and a reference of the same trade"),
          List.of(
              "Close by the calendar",
              "Agree on the delivery day first",
              "To be on your shelf by the feast we need your word this week.",
              "The order confirmation to sign"));

  private static final List<List<String>> CHINESE_PLAYS =
      List.of(
          List.of("先问后报", "两天内致电采购负责人", "您最常补货的是什么？哪样最先断货？", "一页产品总览"),
          List.of("一起品样", "亲自送样", "哪一款您的客人会回头再买？", "样品盒与价目表"),
          List.of("两份报价供选", "同时报常规量与大批量", "大批量在节前免运费。", "报价单与同行案例"),
          List.of("按日子成交", "先定交货日", "要赶上节前上架，本周需要您确认。", "待签的订单确认书"));
}

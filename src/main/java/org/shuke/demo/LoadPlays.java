package org.shuke.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Principal;

/// Writes what works in which stage, each pipeline in its own language, how often it was done, and
/// whom to see again when.
final class LoadPlays {
  private static final UUID SHUKE = Principal.SYSTEM.id();
  private static final String COMMON = "id, created_at, created_by, updated_at, updated_by, ";

  private final Connection connection;
  private final Company company;
  private final Pipelines pipelines;
  private int number;

  LoadPlays(Connection connection, Company company, Pipelines pipelines) {
    this.connection = connection;
    this.company = company;
    this.pipelines = pipelines;
  }

  void all() throws SQLException {
    plays();
    Sql.run(connection, USED, company.today().atStartOfDay(company.zone()).toOffsetDateTime());
    visitRules();
  }

  private void plays() throws SQLException {
    try (var copy =
        new Copy(
            connection, "sales.play", COMMON + "name, stage, customer_class, todo, say, send")) {
      plays(copy, pipelines.home(), CHINESE);
      plays(copy, pipelines.abroad(), ENGLISH);
      copy.finish();
    }
  }

  private void plays(Copy copy, List<Deals.Stage> stages, List<Play> plays) throws SQLException {
    var since = company.founded();
    for (var play : plays) {
      var id = company.dice(Kinds.DEALS, -1 - number++).id(since);
      copy.row(
          id,
          since,
          SHUKE,
          since,
          SHUKE,
          play.name(),
          stages.get(play.stage()).id(),
          play.customerClass(),
          play.todo(),
          play.say(),
          play.send());
    }
  }

  /// Gold customers are seen every month, those who may become gold are called every other one.
  private void visitRules() throws SQLException {
    Sql.run(
        connection,
        """
        insert into customers.visit_rule (id, created_at, created_by, updated_at, updated_by, name,
          applies_to, days, kind)
        select md5(r.name)::uuid, f.at, ?, f.at, ?, r.name, r.applies_to, r.days, r.kind
        from (select ?::timestamptz as at) f, (values
          ('金牌客户每月拜访', 'value.class == "gold"', 30, 'visit'),
          ('潜力客户两月一访', 'value.class == "potential"', 60, 'call'))
          r (name, applies_to, days, kind)\
        """,
        SHUKE,
        SHUKE,
        company.founded().atOffset(java.time.ZoneOffset.UTC));
  }

  /// In the stages that a deal went through something was done now and then; more often where it
  /// was won.
  private static final String USED =
      """
      insert into sales.play_use (id, opportunity, position, play, used_at, used_by)
      select md5(u.deal::text || u.play)::uuid, u.deal,
        row_number() over (partition by u.deal order by u.at, u.play) - 1, u.play, u.at, u.owner
      from (
        select d.deal, p.id as play, d.owner, d.came + interval '5 hours' as at
        from deal_step d
        join sales.play p on p.stage = d.stage and p.customer_class is null
        join sales.opportunity o on o.id = d.deal
        join sales.stage s on s.id = o.stage
        where d.came < ?::timestamptz - interval '6 hours'
          and (('x' || substr(md5(d.deal::text || p.id), 1, 7))::bit(28)::int) % 100
            < case s.kind when 'won' then 42 when 'lost' then 24 else 30 end) u\
      """;

  /// @param stage its place in the pipeline
  private record Play(
      int stage,
      @Nullable String customerClass,
      String name,
      String todo,
      String say,
      String send) {}

  private static final List<Play> ENGLISH =
      List.of(
          new Play(
              0,
              null,
              "Ask before you offer",
              "Call the head buyer within two days",
              "What do you re-order most often, and what runs out first?",
              "The one-page range overview"),
          new Play(
              1,
              null,
              "Taste it together",
              "Bring samples in person",
              "Which of these would your own customers ask for again?",
              "Sample box and price list"),
          new Play(
              2,
              null,
              "Two offers, one choice",
              "Offer the usual quantity and a larger one",
              "With the larger one delivery is free until the feast.",
              "The quote, and a reference of the same trade"),
          new Play(
              3,
              null,
              "Close by the calendar",
              "Agree on the delivery day first",
              "To be on your shelf by the feast we need your word this week.",
              "The order confirmation to sign"),
          new Play(
              3,
              "gold",
              "The head of sales calls",
              "Let the head of sales call their owner",
              "You have the same two people here, all year round.",
              "The framework contract"));

  private static final List<Play> CHINESE =
      List.of(
          new Play(0, null, "先问后报", "两天内致电采购负责人", "您最常补货的是什么？哪样最先断货？", "一页产品总览"),
          new Play(1, null, "一起品样", "亲自送样", "哪一款您的客人会回头再买？", "样品盒与价目表"),
          new Play(2, null, "两份报价供选", "同时报常规量与大批量", "大批量在节前免运费。", "报价单与同行案例"),
          new Play(3, null, "按日子成交", "先定交货日", "要赶上节前上架，本周需要您确认。", "待签的订单确认书"),
          new Play(3, "gold", "总监出面", "请销售总监致电对方老板", "全年都由同样两位同事为您服务。", "年度框架合同"));
}

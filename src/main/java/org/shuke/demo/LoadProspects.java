package org.shuke.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Principal;
import tools.jackson.databind.json.JsonMapper;

/// Writes who might buy: leads from forms, fairs and cards, in hands, in the public pools and
/// converted; a fair with what it brought.
final class LoadProspects {
  private static final UUID SHUKE = Principal.SYSTEM.id();
  private static final int LEADS = 240;

  /// How many days ago the fairs began.
  private static final int AGO = 24;

  private static final int AGO_ABROAD = 66;
  private static final String FAIR = "上海国际茶业礼品展";
  private static final String FAIR_ABROAD = "Tea & Coffee Trade Fair";
  private static final List<String> SOURCES =
      List.of("webForm", "fair", "fair", "card", "referral", "call", "campaign");
  private static final String LEAD =
      "id, created_at, created_by, updated_at, updated_by, owner, name, name_key_en, name_key_zh,"
          + " company, job_title, email, mobile, city, region, country, source, source_detail,"
          + " status, score, score_reasons, interest, language, pool, claimed_at, respond_by,"
          + " responded_at, assigned_by, qualified_reason, disqualified_reason, event";

  private final Connection connection;
  private final Company company;
  private final Instant now;
  private final UUID fair;
  private final UUID fairAbroad;
  private final UUID home;
  private final UUID abroad;

  LoadProspects(Connection connection, Company company, Instant now) {
    this.connection = connection;
    this.company = company;
    this.now = now;
    var dice = company.dice(Kinds.PROSPECTS, 0);
    this.fair = dice.id(now);
    this.fairAbroad = dice.id(now);
    this.home = dice.id(now);
    this.abroad = dice.id(now);
  }

  void all() throws SQLException {
    new LoadOwnership(connection, company).rules(home, abroad);
    fair(fair, FAIR, "上海", AGO, 68_000, "CNY", "展位 B12，四人参展");
    fair(fairAbroad, FAIR_ABROAD, "Hamburg", AGO_ABROAD, 21_500, "EUR", "Stand 4.C07, two of us");
    leads();
    var day = OffsetDateTime.ofInstant(now, ZoneOffset.UTC);
    Sql.run(connection, FOLLOWED, day, day);
    Sql.run(connection, CONVERTED);
    Sql.run(connection, HOLDINGS);
    Sql.run(connection, MATERIALS, SHUKE, SHUKE);
    Sql.run(connection, HANDED_OUT);
    Sql.run(connection, CARDS);
    var ownership = new LoadOwnership(connection, company);
    ownership.disputes(now);
    ownership.cooperation(now);
    ownership.leaver();
    ownership.quiet(home, abroad, now);
  }

  /// @param ago how many days ago it began
  private void fair(
      UUID id, String name, String place, int ago, int cost, String currency, String notes)
      throws SQLException {
    Sql.run(
        connection,
        """
        insert into sales.event (id, created_by, updated_by, name, name_key_en, name_key_zh, place,
          starts_on, ends_on, cost, currency, follow_up_days, notes)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 10, ?)
        """,
        id,
        SHUKE,
        SHUKE,
        name,
        Load.key("en", name),
        Load.key("zh", name),
        place,
        company.today().minusDays(ago),
        company.today().minusDays(ago - 3L),
        cost,
        currency,
        notes);
  }

  private void leads() throws SQLException {
    try (var copy = new Copy(connection, "sales.lead", LEAD)) {
      for (int i = 0; i < LEADS; i++) {
        lead(copy, i, company.dice(Kinds.PROSPECTS, 1, i));
      }
      copy.finish();
    }
  }

  private void lead(Copy copy, int i, Dice dice) throws SQLException {
    var city = dice.weighted(company.material().places().cities(), Material.City::weight);
    var country = company.material().places().country(city.country());
    var person = Person.of(company.material(), country.people(), dice);
    var zh = country.people().equals("zh");
    var firms = company.material().firms();
    var firm =
        zh
            ? city.name() + sign(firms, dice) + sign(firms, dice) + "商行"
            : dice.pick(firms.enBrands()) + " Trading " + city.name();
    var source = dice.pick(SOURCES);
    boolean met = source.equals("fair");
    var created =
        now.minus(
            Duration.ofHours(met ? 24 * (zh ? 22 : 64) + dice.below(40) : 2 + dice.below(24 * 90)));
    boolean lies = i % 6 == 5;
    var status = lies ? "new" : status(i, dice);
    var pool = i % 3 == 2 ? (zh ? home : abroad) : null;
    var owner = lies ? null : company.staff().seller(city.team(), dice).id();
    boolean answered = !status.equals("new");
    var reasons = reasons(source, zh);
    copy.row(
        dice.id(created),
        created,
        SHUKE,
        created,
        SHUKE,
        owner,
        person.name(),
        Load.key("en", person.name()),
        Load.key("zh", person.name()),
        firm,
        dice.pick(firms.jobs().getOrDefault(zh ? "zh" : "en", List.of("Buyer"))),
        person.latin() + i + "@lead.example",
        company.phone(country, dice),
        city.name(),
        city.region(),
        city.country(),
        source,
        detail(source, zh),
        status,
        reasons.stream().mapToInt(Reason::points).sum(),
        json(reasons),
        zh ? "想要明前龙井礼盒的报价" : "Asks for gift boxes with their own logo",
        zh ? "zh" : "en",
        pool,
        pool == null || owner == null ? null : created.plus(Duration.ofHours(5)),
        source.equals("webForm") ? created.plus(Duration.ofHours(4)) : met ? due(zh) : null,
        answered ? created.plus(Duration.ofMinutes(20 + dice.below(400))) : null,
        owner == null ? null : rule(source, zh),
        status.equals("qualified") ? (zh ? "预算与时间明确" : "Budget and date are known") : null,
        status.equals("disqualified") ? (zh ? "只索要资料" : "Only collects brochures") : null,
        met ? (zh ? fair : fairAbroad) : null);
  }

  /// Until when those who were met at a fair must have heard of us.
  private Instant due(boolean zh) {
    return now.minus(Duration.ofDays((zh ? AGO : AGO_ABROAD) - 3L)).plus(Duration.ofDays(11));
  }

  /// A character of a firm's name; its sound stands behind it.
  private static String sign(Material.Firms firms, Dice dice) {
    return dice.pick(firms.zhBrands()).split(" ", 2)[0];
  }

  private static String status(int i, Dice dice) {
    return switch (i % 10) {
      case 0, 1 -> dice.chance(0.7) ? "new" : "working";
      case 2, 3, 4 -> "working";
      case 5, 6 -> "qualified";
      case 7 -> "nurture";
      case 8 -> "converted";
      default -> "disqualified";
    };
  }

  private static @Nullable String detail(String source, boolean zh) {
    return switch (source) {
      case "webForm" -> zh ? "索取报价" : "Ask for a quote";
      case "fair", "card" -> zh ? FAIR : FAIR_ABROAD;
      default -> null;
    };
  }

  /// The rule by which it came to somebody.
  private static @Nullable String rule(String source, boolean zh) {
    return switch (source) {
      case "webForm" -> zh ? "网站线索轮流分配" : "Web leads by territory";
      case "fair", "card" -> zh ? "展会线索给手头最少的人" : null;
      case "referral" -> "转介绍按区域";
      default -> null;
    };
  }

  /// A rule that holds, as the house's rules say it too.
  private record Reason(String rule, int points) {}

  private static List<Reason> reasons(String source, boolean zh) {
    var reasons = new ArrayList<Reason>();
    reasons.add(new Reason(zh ? "有公司" : "Has a company", 10));
    reasons.add(new Reason(zh ? "有邮箱" : "Can be mailed", 5));
    if (source.equals("fair")) {
      reasons.add(new Reason(zh ? "当面见过" : "Met in person", 20));
    }
    if (source.equals("referral")) {
      reasons.add(new Reason(zh ? "客户推荐" : "Was referred", 25));
    }
    return reasons;
  }

  private static String json(List<Reason> reasons) {
    return JsonMapper.shared().writeValueAsString(reasons);
  }

  /// Whoever was in touch has a call to show for it; what is open has the next one.
  private static final String FOLLOWED =
      """
      insert into customers.activity (id, created_by, updated_by, created_at, updated_at, owner, kind,
        subject, at, due_at, done, lead)
      select md5('call ' || l.id)::uuid, l.owner, l.owner, l.responded_at, l.responded_at, l.owner,
        'call',
        case l.language when 'zh' then '首次致电' else 'First call' end, l.responded_at, null, true,
        l.id
      from sales.lead l where l.responded_at is not null and l.owner is not null
      union all
      select md5('task ' || l.id)::uuid, l.owner, l.owner, l.responded_at, l.responded_at, l.owner,
        'task',
        (case l.language when 'zh'
          then array['寄样品并回访', '发送产品目录和价目表', '约时间电话沟通需求', '询问样品反馈', '约定上门拜访',
            '核实用量和预算']
          else array['Send samples and call back', 'Send the catalogue and price list',
            'Agree on a time for a call', 'Ask how they liked the samples', 'Arrange a visit',
            'Find out volume and budget'] end)[1 + mod(l.dice, 6)] || ' · ' || l.company,
        ?::timestamptz + interval '9 hours' + (mod(l.dice / 6, 13) - 1) * interval '1 day',
        ?::timestamptz + interval '9 hours' + (mod(l.dice / 6, 13) - 1) * interval '1 day',
        false, l.id
      from (select *, ('x' || left(md5(id::text), 6))::bit(24)::int as dice from sales.lead) l
      where l.status in ('working', 'qualified') and l.owner is not null
      """;

  private static final String CONVERTED =
      """
      with leads as (
        select id, owner, row_number() over (partition by owner order by id) as n
        from sales.lead where status = 'converted'),
      deals as (
        select o.id, o.owner, o.account, a.name, o.created_at,
          row_number() over (partition by o.owner order by o.created_at desc, o.id) as n
        from sales.opportunity o join customers.account a on a.id = o.account),
      made as (
        update sales.lead l set account = d.account, opportunity = d.id, company = d.name,
          converted_at = d.created_at, created_at = d.created_at - interval '12 days',
          responded_at = d.created_at - interval '12 days' + interval '2 hours', respond_by = null
        from leads x join deals d on d.owner = x.owner and d.n = x.n where l.id = x.id returning l.id)
      update sales.lead set status = 'qualified'
      where status = 'converted' and id not in (select id from made)
      """;

  private static final String HOLDINGS =
      """
      insert into customers.holding (pool, type, record, "user", since, how)
      select pool, 'lead', id, owner, claimed_at, 'claimed' from sales.lead
      where pool is not null and owner is not null and claimed_at is not null
      """;

  private static final String MATERIALS =
      """
      insert into sales.material (created_by, updated_by, name, unit_cost, currency)
      select ?, ?, n.name, n.cost, n.currency from (values ('产品目录', 12, 'CNY'),
        ('样品盒', 35, 'CNY'), ('帆布袋', 9, 'CNY'), ('Catalogue', 2, 'EUR'),
        ('Sample box', 6, 'EUR'), ('Canvas bag', 1.5, 'EUR')) n (name, cost, currency)
      """;

  private static final String HANDED_OUT =
      """
      insert into sales.hand_out (created_by, updated_by, owner, event, material, lead, quantity, at)
      select l.owner, l.owner, l.owner, l.event, m.id, l.id, 1, l.created_at
      from sales.lead l join sales.material m
        on (m.name ~ '[一-龥]') = (l.language = 'zh') and (m.name in ('产品目录', 'Catalogue')
          or mod(ascii(right(l.id::text, 1)), 3) = mod(length(m.name), 3))
      where l.event is not null and l.owner is not null
      """;

  private static final String CARDS =
      """
      insert into sales.card (created_by, updated_by, owner, batch, text, proposal)
      select u.id, u.id, u.id, '上海国际茶业礼品展', c.text, c.proposal
      from access."user" u, (values
        (E'Orchard House Teas\\nEleanor Finch\\nHead Buyer\\nfinch@orchard.example\\n+44 20 7946 0321',
         '{"name":"Eleanor Finch","company":"Orchard House Teas","jobTitle":"Head Buyer","email":"finch@orchard.example","phone":"+44 20 7946 0321"}'),
        (E'杭州听松茶叶有限公司\\n沈若琳 采购经理\\n13800001234\\nshen@tingsong.example',
         '{"name":"沈若琳","company":"杭州听松茶叶有限公司","jobTitle":"采购经理","mobile":"13800001234","email":"shen@tingsong.example"}'))
        c (text, proposal)
      where u.email in ('chen.siyuan@shuke.example', 'clara.brandt@shuke.example')
      """;
}

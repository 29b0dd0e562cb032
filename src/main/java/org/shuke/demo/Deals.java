package org.shuke.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.catalog.prices.Rates;

/// The possible sales of a customer over two years: begun when business is busy, on their way
/// through the stages, won, lost or still open.
final class Deals {
  /// A stage as the house has it.
  record Stage(UUID id, UUID pipeline, String name, String kind, BigDecimal probability) {}

  /// When a deal came into a stage.
  record Step(Stage stage, Instant came) {}

  /// @param closes the day that it closed, or is expected to
  record Deal(
      UUID id,
      Shelf.Item item,
      BigDecimal quantity,
      BigDecimal amount,
      @Nullable BigDecimal amountBase,
      String currency,
      List<Step> steps,
      LocalDate closes,
      @Nullable String reason,
      String source) {
    Step last() {
      return steps.getLast();
    }

    Stage stage() {
      return last().stage();
    }
  }

  /// How many deals are begun in each month: the buying season before the feasts.
  private static final List<Double> BUSY =
      List.of(1.0, 0.55, 0.95, 1.05, 1.0, 0.9, 0.75, 0.85, 1.3, 1.0, 1.2, 1.1);

  private static final int YEARS = 760;
  private static final int LATELY = 40;
  private static final double BUSIEST = 1.3;
  private static final double LOST_ON_THE_WAY = 0.13;

  private final Company company;
  private final Rates rates;
  private final Pipelines pipelines;

  Deals(Company company, Rates rates, Pipelines pipelines) {
    this.company = company;
    this.rates = rates;
    this.pipelines = pipelines;
  }

  private static Stage of(List<Stage> stages, String kind) {
    return stages.stream().filter(s -> s.kind().equals(kind)).findFirst().orElseThrow();
  }

  List<Deal> of(Customer customer) {
    var deals = new ArrayList<Deal>();
    if (customer.isFirm()) {
      var dice = company.dice(Kinds.DEALS, customer.number());
      int count = dice.below(7);
      for (int i = 0; i < count; i++) {
        var begun = company.today().minusDays(1L + dice.below(dice.chance(0.12) ? LATELY : YEARS));
        boolean season = dice.chance(BUSY.get(begun.getMonthValue() - 1) / BUSIEST);
        if (season && company.at(begun, dice).isAfter(customer.since())) {
          deals.add(deal(customer, begun, dice));
        }
      }
    }
    return deals;
  }

  private Deal deal(Customer customer, LocalDate begun, Dice dice) {
    var at = company.at(begun, dice);
    var item = company.shelf().any(begun.getMonthValue(), dice);
    double usual = item.isDear() ? 8 : 160;
    var quantity = BigDecimal.valueOf(Math.max(2, Math.round(dice.around(usual, 0.8))));
    var currency = customer.country().currency();
    var rate = Objects.requireNonNull(rates.at(currency, at));
    var price = item.price().divide(rate, 2, RoundingMode.HALF_UP);
    var amount = price.multiply(quantity);
    var steps = steps(pipelines.of(customer), begun, dice);
    var last = steps.getLast();
    var day = LocalDate.ofInstant(last.came(), company.zone());
    boolean closed = !last.stage().kind().equals("open");
    return new Deal(
        dice.id(at),
        item,
        quantity,
        amount,
        amount.multiply(rate),
        currency,
        steps,
        closed ? day : day.plusDays(8L + dice.below(60)),
        closed ? reason(customer, last.stage(), dice) : null,
        dice.pick(SOURCES));
  }

  private List<Step> steps(List<Stage> stages, LocalDate begun, Dice dice) {
    var steps = new ArrayList<Step>();
    var day = begun;
    for (var stage : stages.stream().filter(s -> s.kind().equals("open")).toList()) {
      steps.add(new Step(stage, company.at(day, dice)));
      day = day.plusDays(1 + Math.round(dice.around(10, 0.6)));
      if (!day.isBefore(company.today())) {
        return steps;
      }
      if (dice.chance(LOST_ON_THE_WAY)) {
        steps.add(new Step(of(stages, "lost"), company.at(day, dice)));
        return steps;
      }
    }
    steps.add(new Step(of(stages, "won"), company.at(day, dice)));
    return steps;
  }

  private String reason(Customer customer, Stage end, Dice dice) {
    return dice.pick(in(customer, end.kind().equals("won") ? WON : LOST));
  }

  static <T> T in(Customer customer, List<T> chineseAndEnglish) {
    return chineseAndEnglish.get(customer.language().equals("zh") ? 0 : 1);
  }

  private static final List<List<String>> LOST =
      List.of(
          List.of("价格", "价格", "竞争对手", "没有预算", "时机不对", "没有回应"),
          List.of("Price", "Price", "Competitor", "No budget", "Timing", "No answer"));

  private static final List<List<String>> WON =
      List.of(
          List.of("服务", "关系", "品质", "交期"),
          List.of("Service", "Relationship", "Quality", "Delivery"));

  private static final List<String> SOURCES = List.of("customer", "referral", "fair", "webForm");
}

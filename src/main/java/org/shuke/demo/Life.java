package org.shuke.demo;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// How a customer buys over the years: since when, how often, and whether it stopped.
///
/// @param first the day of the first order; a prospect's is a day in the future that never comes
/// @param last the day after which it does not buy
/// @param rhythm days between two orders
record Life(Habit habit, LocalDate first, LocalDate last, double rhythm) {
  /// How much the company's history covers.
  static final int DAYS = 820;

  private static final int REMEMBERED = 90;

  /// Kinds of buyers: how many there are, their rhythm, how many have stopped, how much they buy.
  enum Habit {
    PROSPECT(8, 0, 0, 0),
    ONCE(20, 400, 0, 0.8),
    OCCASIONAL(32, 170, 0.30, 0.9),
    REGULAR(28, 42, 0.30, 1.1),
    HEAVY(12, 13, 0.18, 1.9);

    final double share;
    final double rhythm;
    final double lost;
    final double basket;

    Habit(double share, double rhythm, double lost, double basket) {
      this.share = share;
      this.rhythm = rhythm;
      this.lost = lost;
      this.basket = basket;
    }
  }

  static Life of(LocalDate today, Dice dice) {
    var habit = dice.weighted(List.of(Habit.values()), h -> h.share);
    var begin = today.minusDays(DAYS);
    var first = begin.plusDays(dice.chance(0.45) ? dice.below(REMEMBERED) : dice.below(DAYS));
    double rhythm = Math.max(4, dice.around(habit.rhythm, 0.35));
    if (habit == Habit.PROSPECT) {
      return new Life(habit, today.plusYears(1), today, rhythm);
    }
    if (habit == Habit.ONCE) {
      return new Life(habit, first, first, rhythm);
    }
    var last = dice.chance(habit.lost) ? stopped(today, first, rhythm, dice) : today;
    return new Life(habit, first, last, rhythm);
  }

  /// The last day of one that stopped: some long ago, as many lately, so that it can be noticed.
  private static LocalDate stopped(LocalDate today, LocalDate first, double rhythm, Dice dice) {
    long days = ChronoUnit.DAYS.between(first, today);
    double ago = dice.chance(0.5) ? dice.between(0, days + 1.0) : rhythm * dice.between(1.2, 6);
    return today.minusDays(Math.min(days, (long) ago));
  }
}

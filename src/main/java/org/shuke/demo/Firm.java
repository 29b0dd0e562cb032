package org.shuke.demo;

import java.util.List;
import java.util.Objects;

/// A firm's name as its country writes it, and the domain of its mail.
record Firm(String name, String domain) {
  static Firm of(
      Material.Firms firms,
      Material.Branch branch,
      Material.Country country,
      Material.City city,
      Person head,
      Dice dice) {
    return switch (country.people()) {
      case "zh" -> chinese(firms, branch, city, dice);
      case "de" -> western(head.family() + " " + dice.pick(branch.de()), firms, "de", dice);
      case "fr" ->
          western(dice.pick(branch.fr()) + " " + dice.pick(firms.frBrands()), firms, "fr", dice);
      case "nl" -> western(head.family() + " " + dice.pick(branch.en()), firms, "nl", dice);
      default -> {
        var brand = dice.chance(0.6) ? dice.pick(firms.enBrands()) : head.family();
        var law = country.code().equals("US") ? "US" : "en";
        yield western(brand + " " + dice.pick(branch.en()), firms, law, dice);
      }
    };
  }

  private static Firm chinese(
      Material.Firms firms, Material.Branch branch, Material.City city, Dice dice) {
    var first = dice.pick(firms.zhBrands()).split(" ");
    var second = dice.pick(firms.zhBrands()).split(" ");
    return new Firm(
        city.name() + first[0] + second[0] + dice.pick(branch.zh()),
        first[1] + second[1] + ".example");
  }

  private static Firm western(String name, Material.Firms firms, String law, Dice dice) {
    List<String> suffix = Objects.requireNonNull(firms.suffix().get(law));
    return new Firm(name + " " + dice.pick(suffix), Person.ascii(name) + ".example");
  }
}

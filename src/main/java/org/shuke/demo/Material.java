package org.shuke.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// What the company is made of: names, places, goods and sentences, from the files in `demo/`.
record Material(Places places, Map<String, People> people, Firms firms, Goods goods, Words words) {

  record Places(
      List<Team> teams,
      List<Staff> staff,
      List<Country> countries,
      List<City> cities,
      Map<String, BigDecimal> rates) {
    Country country(String code) {
      return countries.stream().filter(c -> c.code().equals(code)).findFirst().orElseThrow();
    }
  }

  record Team(String name, @Nullable String parent) {}

  /// @param sells owns customers
  record Staff(String name, String email, String team, String role, boolean sells, String locale) {}

  /// @param people the language of names
  /// @param digits of a phone number after the country's code
  record Country(
      String code,
      String people,
      String currency,
      String dial,
      int digits,
      List<String> prefixes,
      List<String> streets,
      String street) {

    /// The language of sentences: those of everywhere but China are English.
    String language() {
      return people.equals("zh") ? "zh" : "en";
    }
  }

  record City(
      String name, String region, String country, String team, String postal, double weight) {}

  record People(List<String> family, List<String> female, List<String> male) {}

  record Firms(
      List<String> zhBrands,
      List<String> enBrands,
      List<String> frBrands,
      List<Branch> kinds,
      Map<String, List<String>> suffix,
      Map<String, List<String>> jobs,
      Map<String, List<String>> departments,
      List<List<String>> tags) {}

  /// A line of business.
  ///
  /// @param appetite how much such a firm buys at once, against the average
  record Branch(
      Map<String, String> industry,
      double weight,
      double appetite,
      List<String> zh,
      List<String> en,
      List<String> de,
      List<String> fr) {}

  record Goods(List<Line> lines) {}

  /// @param months how well it sells in each month, 1 on average
  /// @param popularity how often it is bought, 1 on average
  record Line(
      String code,
      String category,
      String brand,
      String unit,
      List<Double> months,
      double popularity,
      List<String> items,
      List<List<String>> sizes) {}

  record Words(
      List<Told> activities,
      List<Likings> preferences,
      Map<String, List<List<String>>> family,
      Map<String, List<List<String>>> relations,
      Map<String, String> anniversary,
      Map<String, String> wedding,
      Map<String, List<List<String>>> colleagues,
      Map<String, List<List<String>>> firms,
      Map<String, String> household,
      Map<String, List<String>> address,
      Map<String, List<String>> notes) {}

  /// Stories of one kind of activity: subject and body.
  record Told(String kind, double weight, List<List<String>> zh, List<List<String>> en) {
    List<List<String>> in(String language) {
      return language.equals("zh") ? zh : en;
    }
  }

  record Likings(String kind, List<String> zh, List<String> en) {
    List<String> in(String language) {
      return language.equals("zh") ? zh : en;
    }
  }

  static Material load() {
    return new Material(
        read("places", Places.class),
        read("names", Names.class).byLanguage(),
        read("firms", Firms.class),
        read("goods", Goods.class),
        read("words", Words.class));
  }

  private record Names(People zh, People de, People fr, People nl, People en) {
    Map<String, People> byLanguage() {
      return Map.of("zh", zh, "de", de, "fr", fr, "nl", nl, "en", en);
    }
  }

  private static <T> T read(String name, Class<T> type) {
    var file = "/demo/" + name + ".json";
    try (var in = Material.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is not on the class path");
      }
      return JsonMapper.shared().readValue(in, type);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }
}

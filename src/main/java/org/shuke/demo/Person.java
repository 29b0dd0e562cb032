package org.shuke.demo;

import java.text.Normalizer;
import java.util.Locale;
import org.shuke.customers.PersonName;

/// Somebody's name.
///
/// @param latin as it stands in a mail address
record Person(String given, String family, boolean female, String latin) {

  /// A person of a country.
  static Person of(Material material, String language, Dice dice) {
    var family = dice.pick(names(material, language).family());
    return ofFamily(material, language, family, dice);
  }

  /// Another member of a family.
  ///
  /// @param family as it stands in the material
  static Person ofFamily(Material material, String language, String family, Dice dice) {
    var names = names(material, language);
    boolean female = dice.chance(0.5);
    var pool = female ? names.female() : names.male();
    if (!language.equals("zh")) {
      var given = dice.pick(pool);
      return new Person(given, family, female, ascii(given) + "." + ascii(family));
    }
    var first = dice.pick(pool).split(" ");
    var second = dice.chance(0.7) ? dice.pick(pool).split(" ") : new String[] {"", ""};
    var surname = family.split(" ");
    return new Person(
        first[0] + second[0], surname[0], female, surname[1] + "." + first[1] + second[1]);
  }

  private static Material.People names(Material material, String language) {
    var names = material.people().get(language);
    if (names == null) {
      throw new IllegalArgumentException("names.json has no people for " + language);
    }
    return names;
  }

  String name() {
    var name = new PersonName(given, family).display();
    return name == null ? family : name;
  }

  static String ascii(String text) {
    var folded = text.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("ß", "ss");
    return Normalizer.normalize(folded, Normalizer.Form.NFD)
        .replaceAll("[^A-Za-z0-9]", "")
        .toLowerCase(Locale.ROOT);
  }
}

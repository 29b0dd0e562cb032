package org.shuke.records;

import java.util.Locale;

/// Where a field stands in forms and on record pages, from top to bottom.
public enum Area {
  /// Who or what it is.
  MAIN,
  /// How to reach them.
  REACH,
  ADDRESS,
  /// What one must know to serve them well.
  SERVE,
  /// What an administrator added.
  OWN,
  /// What few need: folded up until somebody asks for it.
  REST;

  /// Where the declaration of a type puts a field, else where what it holds belongs.
  public static Area of(Type type, Field field) {
    var declared = field.flags().area();
    if (declared != null) {
      return declared;
    }
    if (field.custom() != null) {
      return OWN;
    }
    boolean needed = field.flags().required() || field.equals(type.title());
    boolean sorted = type.fields().stream().anyMatch(f -> f.flags().area() != null);
    return switch (field.kind()) {
      case EMAIL, PHONE, URL -> REACH;
      default -> needed || !sorted ? MAIN : REST;
    };
  }

  /// The name in the API: camelCase.
  public String apiName() {
    return Names.camel(name().toLowerCase(Locale.ROOT));
  }
}

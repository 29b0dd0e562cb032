package org.shuke.imports.values;

import com.ibm.icu.util.ULocale;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Countries by ISO code, by name in English, Chinese or their own languages, and by what else
/// people call them. One that is not known is left empty with a warning: it never costs the row.
public final class Countries {
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern NOT_LETTERS = Pattern.compile("[^\\p{L}]+");
  private static final Map<String, String> CODES = codes();

  private Countries() {}

  static Reading read(String cell) {
    String code = find(cell);
    return code == null ? Reading.guessed(null, "country-unknown") : Reading.of(code);
  }

  public static boolean known(String cell) {
    return find(cell) != null;
  }

  private static @Nullable String find(String cell) {
    return CODES.get(key(cell));
  }

  private static String key(String name) {
    String plain = Normalizer.normalize(Digits.halfWidth(name), Normalizer.Form.NFD);
    String letters = NOT_LETTERS.matcher(MARKS.matcher(plain).replaceAll("")).replaceAll("");
    String lower = letters.toLowerCase(Locale.ROOT);
    return lower.startsWith("the") && lower.length() > 5 ? lower.substring(3) : lower;
  }

  private static Map<String, String> codes() {
    Map<String, String> codes = new HashMap<>();
    for (ULocale own : ULocale.getAvailableLocales()) {
      if (own.getCountry().length() == 2) {
        codes.putIfAbsent(key(own.getDisplayCountry(own)), own.getCountry());
      }
    }
    for (String code : Locale.getISOCountries()) {
      var place = new ULocale("und", code);
      for (String language : new String[] {"en", "zh", "zh-Hant"}) {
        codes.put(key(place.getDisplayCountry(ULocale.forLanguageTag(language))), code);
      }
      codes.put(key(place.getISO3Country()), code);
      codes.put(key(code), code);
    }
    ALIASES
        .lines()
        .map(line -> line.split(":"))
        .forEach(alias -> {
          for (String name : alias[1].split(",")) {
            codes.put(key(name), alias[0]);
          }
        });
    codes.remove("");
    return codes;
  }

  private static final String ALIASES =
      """
      AE:UAE,U.A.E.,Emirates,阿联酋
      BA:Bosnia,Bosnia and Herzegovina
      BO:Bolivia
      BN:Brunei
      CD:DR Congo,DRC,Congo Kinshasa,Democratic Republic of the Congo
      CG:Congo,Congo Brazzaville,Republic of the Congo
      CI:Ivory Coast,Cote d'Ivoire
      CN:PRC,P.R. China,PR China,People's Republic of China,Mainland China,China Mainland,中国大陆,中华人民共和国,中國大陸
      CV:Cape Verde
      CZ:Czech Republic,Czechia
      DE:Deutschland,Federal Republic of Germany,West Germany
      FK:Falkland Islands
      FM:Micronesia
      GB:UK,U.K.,Great Britain,Britain,England,Scotland,Wales,Northern Ireland,大不列颠,英格兰,苏格兰,United Kingdom of Great Britain and Northern Ireland
      HK:Hong Kong,Hong Kong SAR,HKSAR,香港
      IE:EIRE,Republic of Ireland,Irish Republic,Southern Ireland
      IR:Iran,Islamic Republic of Iran
      KP:North Korea,DPRK,北朝鲜
      KR:Korea,South Korea,Republic of Korea,R.O.K.,南韩
      LA:Laos
      MD:Moldova
      MK:Macedonia,FYROM,North Macedonia
      MM:Burma,Myanmar
      MO:Macau,Macao,澳门
      NL:Holland,The Netherlands
      PS:Palestine
      RU:Russia,Russian Federation,USSR
      SY:Syria
      SZ:Swaziland,Eswatini
      TL:East Timor
      TR:Turkey,Turkiye
      TW:Taiwan,台湾,臺灣
      TZ:Tanzania
      US:USA,U.S.A.,U.S.,United States of America,America,the States,美利坚合众国
      VA:Vatican,Holy See
      VE:Venezuela
      VN:Vietnam,Viet Nam
      ZA:RSA,R.S.A.,South Africa,Republic of South Africa
      """;
}

package org.shuke.customers;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Draft;

/// A person's name in two parts and as one: written together, family name first, in Chinese
/// characters (欧阳娜娜); given name first elsewhere (Anna Weber).
///
/// @param given null when only one name is known
/// @param family null when only one name is known
public record PersonName(@Nullable String given, @Nullable String family) {
  /// The two-character family names that are borne today.
  private static final Set<String> DOUBLE =
      Set.of(
          "欧阳", "上官", "司马", "诸葛", "司徒", "皇甫", "东方", "尉迟", "公孙", "慕容", "令狐", "夏侯", "轩辕", "端木", "长孙",
          "宇文", "独孤", "南宫", "西门", "百里", "呼延", "闻人", "澹台", "公冶", "太史", "申屠", "拓跋", "歐陽", "諸葛", "司馬",
          "東方", "尉遲", "公孫", "軒轅", "長孫", "獨孤", "南宮", "西門");

  /// The two parts of a name as it is written.
  public static PersonName split(String name) {
    var text = name.strip();
    if (isHan(text)) {
      return splitHan(text.replaceAll("\\s", ""));
    }
    int comma = text.indexOf(',');
    if (comma > 0 && comma < text.length() - 1) {
      return new PersonName(text.substring(comma + 1).strip(), text.substring(0, comma).strip());
    }
    int space = text.lastIndexOf(' ');
    return space < 0
        ? new PersonName(text.isEmpty() ? null : text, null)
        : new PersonName(text.substring(0, space).strip(), text.substring(space + 1));
  }

  private static PersonName splitHan(String text) {
    int length = text.codePointCount(0, text.length());
    if (length < 2) {
      return new PersonName(null, text);
    }
    int two = text.offsetByCodePoints(0, 2);
    int one = text.offsetByCodePoints(0, 1);
    int at = length > 2 && DOUBLE.contains(text.substring(0, two)) ? two : one;
    return new PersonName(text.substring(at), text.substring(0, at));
  }

  /// The name as one text, or null when neither part is known.
  public @Nullable String display() {
    if (given == null || family == null) {
      return given == null ? family : given;
    }
    return isHan(given + family) ? family + given : given + " " + family;
  }

  /// Keeps the three fields of a contact in step: the parts win over the name when both are sent.
  static void complete(Draft contact) {
    if (contact.given("givenName") || contact.given("familyName")) {
      var name = new PersonName(text(contact, "givenName"), text(contact, "familyName"));
      if (name.display() != null) {
        contact.set("name", name.display());
        return;
      }
    }
    var whole = text(contact, "name");
    if (contact.given("name") && whole != null && !whole.equals(shown(contact))) {
      var parts = split(whole);
      contact.set("givenName", parts.given());
      contact.set("familyName", parts.family());
    }
  }

  private static @Nullable String shown(Draft contact) {
    return new PersonName(text(contact, "givenName"), text(contact, "familyName")).display();
  }

  private static @Nullable String text(Draft contact, String field) {
    var value = contact.get(field);
    var text = value == null ? "" : Objects.toString(value).strip();
    return text.isEmpty() ? null : text;
  }

  private static boolean isHan(String text) {
    return text.codePoints()
            .allMatch(c ->
                Character.isWhitespace(c)
                    || c == '·'
                    || Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN)
        && text.codePoints().anyMatch(Character::isIdeographic);
  }
}

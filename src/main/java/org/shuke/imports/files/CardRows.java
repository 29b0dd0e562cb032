package org.shuke.imports.files;

import ezvcard.Ezvcard;
import ezvcard.VCard;
import ezvcard.parameter.TelephoneType;
import ezvcard.property.Address;
import ezvcard.property.Birthday;
import ezvcard.property.DateOrTimeProperty;
import ezvcard.property.StructuredName;
import ezvcard.property.Telephone;
import ezvcard.property.TextProperty;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Visiting cards: each card a row of the columns a contact has. Cards are cut apart before they
/// are parsed, so that a broken one is one broken row.
final class CardRows implements RowReader {
  private static final List<String> HEADER =
      List.of(
          "externalId",
          "name",
          "givenName",
          "familyName",
          "salutation",
          "email",
          "email2",
          "phone",
          "mobile",
          "phone2",
          "company",
          "jobTitle",
          "birthday",
          "street",
          "city",
          "region",
          "postalCode",
          "country",
          "website",
          "note",
          "tags");
  private static final int LONGEST_CARD = 16 << 20;

  private final BufferedReader text;
  private long line;

  CardRows(Path file, Shape shape) throws IOException {
    this.text = TextFlow.plain(file, shape.decoding());
  }

  @Override
  public List<String> header() {
    return HEADER;
  }

  @Override
  public @Nullable Row next() throws IOException {
    var card = new StringBuilder();
    int depth = 0;
    long start = 0;
    for (String each = text.readLine(); each != null; each = text.readLine()) {
      line++;
      String word = each.strip().toUpperCase(Locale.ROOT);
      boolean begins = word.endsWith("BEGIN:VCARD");
      if (begins && depth++ == 0) {
        start = line;
      }
      if (depth > 0 && card.length() + each.length() < LONGEST_CARD) {
        // what stands before a beginning, such as the mark of an encoding, hides it from the parser
        card.append(begins ? "BEGIN:VCARD" : each.replace("\0", "")).append("\r\n");
      }
      if (depth > 0 && word.equals("END:VCARD") && --depth == 0) {
        return row(start, card.toString());
      }
    }
    return depth > 0 ? broken(start) : null;
  }

  private static Row row(long line, String text) {
    try {
      VCard card = Ezvcard.parse(text).first();
      return card == null ? broken(line) : new Row(line, cells(card), null);
    } catch (RuntimeException e) {
      return broken(line);
    }
  }

  private static Row broken(long line) {
    return Columns.fitted(new Row(line, List.of(), "card-broken"), HEADER.size());
  }

  private static List<String> cells(VCard card) {
    StructuredName name = card.getStructuredName();
    List<String> emails = card.getEmails().stream().map(TextProperty::getValue).toList();
    List<Telephone> phones = new ArrayList<>(card.getTelephoneNumbers());
    String mobile = mobile(phones);
    Address address =
        card.getAddresses().isEmpty() ? new Address() : card.getAddresses().getFirst();
    return List.of(
        text(card.getUid()),
        text(card.getFormattedName()),
        name == null ? "" : clean(name.getGiven()),
        name == null ? "" : clean(name.getFamily()),
        name == null ? "" : String.join(" ", name.getPrefixes()),
        at(emails, 0),
        at(emails, 1),
        phones.isEmpty() ? "" : number(phones.getFirst()),
        mobile,
        phones.size() < 2 ? "" : number(phones.get(1)),
        card.getOrganization() == null ? "" : at(card.getOrganization().getValues(), 0),
        card.getTitles().isEmpty() ? "" : text(card.getTitles().getFirst()),
        birthday(card.getBirthday()),
        clean(address.getStreetAddressFull()),
        clean(address.getLocality()),
        clean(address.getRegion()),
        clean(address.getPostalCode()),
        clean(address.getCountry()),
        card.getUrls().isEmpty() ? "" : text(card.getUrls().getFirst()),
        card.getNotes().isEmpty() ? "" : text(card.getNotes().getFirst()),
        card.getCategories() == null ? "" : String.join(", ", card.getCategories().getValues()));
  }

  /// The first number marked as mobile, which is then no longer among the others.
  private static String mobile(List<Telephone> phones) {
    for (Telephone phone : phones) {
      if (phone.getTypes().contains(TelephoneType.CELL)) {
        phones.remove(phone);
        return number(phone);
      }
    }
    return "";
  }

  private static String number(Telephone phone) {
    String number = phone.getText() != null ? phone.getText() : "";
    return phone.getUri() != null ? phone.getUri().getNumber() : clean(number);
  }

  private static String birthday(@Nullable Birthday birthday) {
    DateOrTimeProperty date = birthday;
    if (date == null) {
      return "";
    }
    if (date.getDate() != null) {
      String iso = date.getDate().toString();
      return iso.length() > 10 ? iso.substring(0, 10) : iso;
    }
    return date.getText() == null ? "" : clean(date.getText());
  }

  private static String at(List<String> values, int index) {
    return index < values.size() ? clean(values.get(index)) : "";
  }

  private static String text(@Nullable TextProperty property) {
    return property == null ? "" : clean(property.getValue());
  }

  private static String text(ezvcard.property.@Nullable UriProperty property) {
    return property == null ? "" : clean(property.getValue());
  }

  private static String clean(@Nullable String value) {
    return value == null ? "" : value.strip();
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}

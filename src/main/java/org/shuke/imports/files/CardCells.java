package org.shuke.imports.files;

import ezvcard.VCard;
import ezvcard.parameter.AddressType;
import ezvcard.parameter.TelephoneType;
import ezvcard.property.Address;
import ezvcard.property.DateOrTimeProperty;
import ezvcard.property.Email;
import ezvcard.property.RawProperty;
import ezvcard.property.StructuredName;
import ezvcard.property.Telephone;
import ezvcard.property.TextProperty;
import ezvcard.property.UriProperty;
import ezvcard.property.VCardProperty;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What one visiting card says, by the columns of a contact. The preferred of several comes first;
/// a second address goes to the columns of its use.
final class CardCells {
  private static final List<String> PLACE =
      List.of("street", "street2", "postalCode", "city", "region", "country");
  private static final List<String> USES = List.of("home", "work", "other");
  private static final String YEARLESS = "dates.birthday.date";
  private static final String WEDDING = "dates.anniversary.date";

  static final List<String> HEADER = header();

  /// How Apple writes a year that is not known.
  private static final String APPLE = "1604-";

  private static final Set<String> WEDDINGS =
      Set.of("X-ANNIVERSARY", "X-EVOLUTION-ANNIVERSARY", "X-KADDRESSBOOK-X-ANNIVERSARY");

  private final Map<String, String> cells = new HashMap<>();

  private CardCells() {}

  private static List<String> header() {
    List<String> header =
        new ArrayList<>(
            List.of("externalId", "name", "givenName", "familyName", "salutation", "email"));
    header.addAll(List.of("email2", "phone", "mobile", "phone2", "fax", "company"));
    header.addAll(List.of("department", "jobTitle", "birthday", YEARLESS, WEDDING));
    header.addAll(PLACE);
    header.add("addresses.use");
    USES.forEach(use -> PLACE.forEach(name -> header.add("addresses." + use + "." + name)));
    header.addAll(List.of("website", "note", "tags"));
    return List.copyOf(header);
  }

  static List<String> of(VCard card) {
    var all = new CardCells();
    all.who(card);
    all.emails(card);
    all.phones(card);
    all.days(card);
    all.addresses(card);
    all.put("website", card.getUrls().stream().findFirst().map(UriProperty::getValue).orElse(""));
    all.put("note", lines(card.getNotes().stream().map(TextProperty::getValue)));
    all.put(
        "tags",
        card.getCategories() == null ? "" : String.join(", ", card.getCategories().getValues()));
    return HEADER.stream().map(name -> all.cells.getOrDefault(name, "")).toList();
  }

  private void put(String column, @Nullable String value) {
    cells.put(column, value == null ? "" : value.strip());
  }

  private void who(VCard card) {
    put("externalId", card.getUid() == null ? "" : card.getUid().getValue());
    put("name", card.getFormattedName() == null ? "" : card.getFormattedName().getValue());
    StructuredName name = card.getStructuredName();
    if (name != null) {
      put("givenName", name.getGiven());
      put("familyName", name.getFamily());
      put("salutation", String.join(" ", name.getPrefixes()));
    }
    if (card.getOrganization() != null) {
      List<String> parts = card.getOrganization().getValues();
      put("company", parts.isEmpty() ? "" : parts.getFirst());
      put("department", parts.size() < 2 ? "" : parts.get(1));
    }
    Stream.concat(card.getTitles().stream(), card.getRoles().stream())
        .findFirst()
        .ifPresent(title -> put("jobTitle", title.getValue()));
  }

  private void emails(VCard card) {
    List<String> emails =
        card.getEmails().stream()
            .sorted(Comparator.comparing(CardCells::rank))
            .map(Email::getValue)
            .filter(address -> address != null && !address.isBlank())
            .toList();
    put("email", emails.isEmpty() ? "" : emails.getFirst());
    put("email2", emails.size() < 2 ? "" : emails.get(1));
  }

  /// The first number marked as mobile is no longer among the others, and neither is a fax.
  private void phones(VCard card) {
    List<String> others = new ArrayList<>();
    card.getTelephoneNumbers().stream()
        .sorted(Comparator.comparing(CardCells::rank))
        .forEach(phone -> {
          List<TelephoneType> types = phone.getTypes();
          if (types.contains(TelephoneType.CELL) && !cells.containsKey("mobile")) {
            put("mobile", number(phone));
          } else if (types.contains(TelephoneType.FAX)) {
            cells.putIfAbsent("fax", number(phone));
          } else if (!types.contains(TelephoneType.PAGER)) {
            others.add(number(phone));
          }
        });
    put("phone", others.isEmpty() ? "" : others.getFirst());
    put("phone2", others.size() < 2 ? "" : others.get(1));
  }

  private static String number(Telephone phone) {
    String text = phone.getText() == null ? "" : phone.getText();
    return phone.getUri() != null ? phone.getUri().getNumber() : text.strip();
  }

  /// 0 for what is preferred, in the way of any version.
  private static int rank(VCardProperty property) {
    boolean preferred =
        property.getParameters("TYPE").stream().anyMatch(type -> type.equalsIgnoreCase("pref"));
    Integer order = property.getParameters().getPref();
    return preferred ? 0 : order == null ? 101 : order;
  }

  /// A birthday without its year is a day to remember; a field of days would not hold it.
  private void days(VCard card) {
    String birthday = day(card.getBirthday());
    put(birthday.startsWith("--") ? YEARLESS : "birthday", birthday);
    String wedding = day(card.getAnniversary());
    put(WEDDING, wedding.isEmpty() ? wedding(card) : wedding);
  }

  private static String day(@Nullable DateOrTimeProperty date) {
    if (date == null) {
      return "";
    }
    String day = date.getText() == null ? "" : date.getText().strip();
    if (date.getDate() != null) {
      String iso = date.getDate().toString();
      day = iso.length() > 10 ? iso.substring(0, 10) : iso;
    } else if (date.getPartialDate() != null) {
      day = date.getPartialDate().toISO8601(true);
    }
    boolean omitted = date.getParameter("X-APPLE-OMIT-YEAR") != null && day.startsWith(APPLE);
    return omitted ? "--" + day.substring(APPLE.length()) : day;
  }

  /// As programs wrote it before there was a property for it; Apple labels a date of any kind.
  private static String wedding(VCard card) {
    for (RawProperty each : card.getExtendedProperties()) {
      boolean labelled =
          each.getPropertyName().equalsIgnoreCase("X-ABDATE")
              && card.getExtendedProperties("X-ABLABEL").stream()
                  .anyMatch(label ->
                      label.getGroup() != null
                          && label.getGroup().equalsIgnoreCase(each.getGroup())
                          && label.getValue().contains("Anniversary"));
      if (labelled
          || WEDDINGS.contains(each.getPropertyName().toUpperCase(java.util.Locale.ROOT))) {
        return each.getValue();
      }
    }
    return "";
  }

  private void addresses(VCard card) {
    List<Address> addresses =
        card.getAddresses().stream()
            .filter(address -> place(address).values().stream().anyMatch(s -> !s.isEmpty()))
            .sorted(Comparator.comparing(CardCells::rank))
            .toList();
    for (int i = 0; i < addresses.size(); i++) {
      Address address = addresses.get(i);
      String use = use(address);
      if (i == 0) {
        put("addresses.use", use);
        place(address).forEach(this::put);
      } else {
        String free = taken(use) ? "other" : use;
        if (!taken(free)) {
          place(address).forEach((name, value) -> put("addresses." + free + "." + name, value));
        }
      }
    }
  }

  private boolean taken(String use) {
    return use.equals(cells.get("addresses.use"))
        || !USES.contains(use)
        || cells.containsKey("addresses." + use + ".street");
  }

  private static String use(Address address) {
    List<AddressType> types = address.getTypes();
    return types.contains(AddressType.HOME)
        ? "home"
        : types.contains(AddressType.WORK) ? "work" : "main";
  }

  private static Map<String, String> place(Address address) {
    Map<String, String> place = new LinkedHashMap<>();
    String box = clean(address.getPoBox());
    String street = clean(address.getStreetAddressFull());
    place.put("street", Stream.of(street, box).filter(s -> !s.isEmpty()).findFirst().orElse(""));
    String more = clean(address.getExtendedAddressFull());
    place.put("street2", street.isEmpty() || box.isEmpty() ? more : more + " " + box);
    place.put("postalCode", clean(address.getPostalCode()));
    place.put("city", clean(address.getLocality()));
    place.put("region", clean(address.getRegion()));
    place.put("country", clean(address.getCountry()));
    return place;
  }

  private static String lines(Stream<String> texts) {
    return String.join("\n", texts.filter(text -> text != null && !text.isBlank()).toList());
  }

  private static String clean(@Nullable String value) {
    return value == null ? "" : value.strip();
  }
}

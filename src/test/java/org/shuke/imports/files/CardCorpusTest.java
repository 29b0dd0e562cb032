package org.shuke.imports.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Visiting cards as phones, mail programs and badge scanners write them (trust.md, B-04): each
/// card is read right, or is one row with its line and a clear fault.
class CardCorpusTest {
  @TempDir static Path folder;

  /// @param expected one text a card: `column=value` joined by `|`, or `line fault`
  private record Case(String name, byte[] file, List<String> expected) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Case of(String name, String text, Charset charset, String... expected) {
    return new Case(name, text.getBytes(charset), List.of(expected));
  }

  private static Case of(String name, String text, String... expected) {
    return of(name, text, UTF_8, expected);
  }

  private static String card(String version, String... lines) {
    return "BEGIN:VCARD\r\nVERSION:"
        + version
        + "\r\n"
        + String.join("\r\n", lines)
        + "\r\nEND:VCARD\r\n";
  }

  static List<Case> cases() {
    return Stream.of(versions(), encodings(), names(), ways(), days(), broken())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Case> versions() {
    return List.of(
        of("2.1", card("2.1", "N:Lee;Ann", "FN:Ann Lee"), "name=Ann Lee|familyName=Lee"),
        of("3.0", card("3.0", "N:Lee;Ann;;;", "FN:Ann Lee"), "name=Ann Lee|givenName=Ann"),
        of(
            "4.0",
            card("4.0", "FN:Ann Lee", "UID:urn:uuid:7"),
            "name=Ann Lee|externalId=urn:uuid:7"),
        of("no version", "BEGIN:VCARD\nFN:Ann\nEND:VCARD\n", "name=Ann"),
        of("a version nobody knows", card("9.9", "FN:Ann"), "name=Ann"),
        of("small letters", "begin:vcard\nversion:3.0\nfn:Ann\nend:vcard\n", "name=Ann"),
        of(
            "several versions in one file",
            card("2.1", "FN:A") + card("3.0", "FN:B") + card("4.0", "FN:C"),
            "name=A",
            "name=B",
            "name=C"),
        of("line ends of old Macs", card("3.0", "FN:Ann").replace("\r\n", "\r"), "name=Ann"),
        of(
            "blank lines between",
            "\n\n" + card("3.0", "FN:A") + "\n\n" + card("3.0", "FN:B"),
            "name=A",
            "name=B"),
        of("nothing after the last line", card("3.0", "FN:Ann").stripTrailing(), "name=Ann"),
        of(
            "grouped properties",
            card("3.0", "FN:Ann", "item1.EMAIL:a@b.example", "item1.X-ABLABEL:Work"),
            "name=Ann|email=a@b.example"));
  }

  private static List<Case> encodings() {
    var gb = Charset.forName("GB18030");
    var chinese = card("2.1", "N:张;伟", "FN:北京上海广州深圳的张伟先生");
    return List.of(
        of("a mark of UTF-8", "\ufeff" + card("3.0", "FN:Ann"), "name=Ann"),
        of("UTF-16", "\ufeff" + card("3.0", "FN:张伟"), UTF_16LE, "name=张伟"),
        of("GB18030", chinese, gb, "familyName=张|givenName=伟"),
        of(
            "Latin-1",
            card("2.1", "FN:José Müller aus Köln, größte Straße"),
            ISO_8859_1,
            "name=José Müller aus Köln, größte Straße"),
        of(
            "quoted-printable",
            card("2.1", "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=BC=A0;=E4=BC=9F"),
            "familyName=张"),
        of(
            "quoted-printable over two lines",
            card("2.1", "FN:Ann", "NOTE;ENCODING=QUOTED-PRINTABLE:first =", "second"),
            "note=first second"),
        of(
            "quoted-printable in another charset",
            card("2.1", "FN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:Jos=E9"),
            "name=José"),
        of(
            "quoted-printable that says GBK",
            card("2.1", "FN;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:=D5=C5=CE=B0"),
            "name=张伟"),
        of(
            "quoted-printable that is not",
            card("2.1", "FN;ENCODING=QUOTED-PRINTABLE:50=% off"),
            "name=50=% off"),
        of("a charset nobody knows", card("2.1", "FN;CHARSET=X-NONE:Ann"), "name=Ann"));
  }

  private static List<Case> names() {
    return List.of(
        of("folded by a blank", card("3.0", "FN:Ann", "NOTE:one", "  two"), "note=one two"),
        of("folded by a tab", card("3.0", "FN:Ann", "NOTE:one", "\ttwo"), "note=onetwo"),
        of("folded within a character's bytes", card("3.0", "FN:张", " 伟"), "name=张伟"),
        of(
            "escaped signs",
            card("3.0", "FN:Lee\\, Ann\\; Dr.", "NOTE:a\\nb"),
            "name=Lee, Ann; Dr."),
        of(
            "an escaped comma in a company",
            card("3.0", "FN:A", "ORG:Lee\\, Ltd.;Sales"),
            "company=Lee, Ltd."),
        of("prefixes", card("3.0", "N:Lee;Ann;;Dr.,Prof.;", "FN:A"), "salutation=Dr. Prof."),
        of("a name without its parts", card("4.0", "FN:张伟"), "name=张伟|familyName="),
        of("parts without a name", card("2.1", "N:Lee;Ann"), "familyName=Lee|givenName=Ann"),
        of("emoji", card("4.0", "FN:Ann 😀"), "name=Ann 😀"),
        of("a formula stays text", card("3.0", "FN:=1+1"), "name==1+1"),
        of("markup stays text", card("3.0", "FN:<b>Ann</b>"), "name=<b>Ann</b>"));
  }

  private static List<Case> ways() {
    return List.of(
        of(
            "a mobile beside an office",
            card("3.0", "FN:A", "TEL;TYPE=WORK:+86 10 1", "TEL;TYPE=CELL:13800138000"),
            "phone=+86 10 1|mobile=13800138000"),
        of("bare types of 2.1", card("2.1", "FN:A", "TEL;CELL;VOICE:139"), "mobile=139"),
        of(
            "a telephone as an address",
            card("4.0", "FN:A", "TEL;VALUE=uri:tel:+86-10-1234"),
            "phone=+86-10-1234"),
        of(
            "two mails",
            card("3.0", "FN:A", "EMAIL:a@b.example", "EMAIL:c@d.example"),
            "email=a@b.example|email2=c@d.example"),
        of(
            "an address",
            card("3.0", "FN:A", "ADR;TYPE=WORK:;;1 Long St;Beijing;;100000;China"),
            "street=1 Long St|city=Beijing|postalCode=100000|country=China"),
        of(
            "an address that ends early",
            card("2.1", "FN:A", "ADR:;;1 Long St;Rome"),
            "street=1 Long St|city=Rome|country="),
        of(
            "a website",
            card("3.0", "FN:A", "URL:https://a.example/x?y=1:2"),
            "website=https://a.example/x?y=1:2"));
  }

  private static List<Case> days() {
    return List.of(
        of("a birthday", card("3.0", "FN:A", "BDAY:1985-04-12"), "birthday=1985-04-12"),
        of("a birthday in one word", card("3.0", "FN:A", "BDAY:19850412"), "birthday=1985-04-12"),
        of(
            "a birthday with its hour",
            card("3.0", "FN:A", "BDAY:1985-04-12T00:00:00"),
            "birthday=1985-04-12"),
        of(
            "a birthday in words",
            card("4.0", "FN:A", "BDAY;VALUE=text:spring 1985"),
            "birthday=spring 1985"),
        of("29 February", card("3.0", "FN:A", "BDAY:2000-02-29"), "birthday=2000-02-29"));
  }

  private static List<Case> broken() {
    var photo = "A".repeat(5 << 20);
    return List.of(
        of(
            "a photo of 5 MB",
            card("3.0", "FN:Ann", "PHOTO;ENCODING=b;TYPE=JPEG:" + photo),
            "name=Ann"),
        of(
            "a card left open",
            card("3.0", "FN:A") + "BEGIN:VCARD\nFN:B\n",
            "name=A",
            "5 card-broken"),
        of(
            "an empty card between others",
            card("3.0", "FN:A") + "BEGIN:VCARD\r\nEND:VCARD\r\n" + card("3.0", "FN:B"),
            "name=A",
            "name=",
            "name=B"),
        of(
            "a card within a card",
            card("2.1", "FN:A", "AGENT:", "BEGIN:VCARD", "FN:B", "END:VCARD"),
            "name=A"),
        of("a line without a colon", card("3.0", "nonsense", "FN:Ann"), "name=Ann"),
        of(
            "the same card twice",
            card("3.0", "UID:7", "FN:A") + card("3.0", "UID:7", "FN:A"),
            "externalId=7",
            "externalId=7"),
        of("a NUL", card("3.0", "FN:An\0n"), "name=Ann"),
        of("a property nobody knows", card("3.0", "X-WECHAT;X-Y=\"a:b\":z", "FN:Ann"), "name=Ann"),
        of(
            "an end without a beginning",
            card("3.0", "FN:A") + "END:VCARD\n" + card("3.0", "FN:B"),
            "name=A",
            "name=B"),
        of(
            "what stands between cards",
            card("3.0", "FN:A") + "hello\n" + card("3.0", "FN:B"),
            "name=A",
            "name=B"));
  }

  @Test
  void thereAreAtLeast50Cases() {
    assertTrue(cases().size() >= 50, () -> String.valueOf(cases().size()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isReadRightOrSaysWhatIsWrong(Case of) {
    var read =
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> ReadFile.of(folder, of.file()));
    var shown = new ArrayList<String>();
    for (int i = 0; i < read.rows().size(); i++) {
      var row = read.rows().get(i);
      var asked = i < of.expected().size() ? of.expected().get(i) : "";
      shown.add(
          row.fault() != null ? row.line() + " " + row.fault() : shown(read.header(), row, asked));
    }
    assertEquals(of.expected(), shown);
  }

  /// What the columns hold that a case asks for.
  private static String shown(List<String> header, Row row, String asked) {
    return String.join(
        "|",
        Arrays.stream(asked.split("\\|"))
            .map(each -> each.substring(0, Math.max(0, each.indexOf('='))))
            .map(name -> name + "=" + cell(header, row, name))
            .toList());
  }

  private static String cell(List<String> header, Row row, String name) {
    int at = header.indexOf(name);
    return at < 0 ? "?" : row.cells().get(at);
  }
}

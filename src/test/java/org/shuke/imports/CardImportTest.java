package org.shuke.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.shuke.platform.TestDatabase;

/// Visiting cards of every version, as phones and mail programs write them, become contacts with
/// all that is known of them.
class CardImportTest {
  @RegisterExtension static final TestDatabase WORLD = TestDatabase.fresh();

  @TempDir static Path folder;

  static Desk desk;

  @BeforeAll
  static void open() {
    desk = new Desk(WORLD, folder);
  }

  private static final String OLD =
      """
      BEGIN:VCARD
      VERSION:2.1
      UID:k1
      N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=BC=A0;=E4=BC=9F;;=E5=85=88=E7=94=9F;
      FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=BC=A0=E4=BC=9F
      ORG;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=8C=97=E4=BA=AC=E7=86=9F=E5=AE=A2=E7=A7=91=E6=8A=80;=E9=94=80=E5=94=AE=E9=83=A8
      TITLE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E7=BB=8F=E7=90=86
      TEL;WORK;FAX:010-65529999
      TEL;WORK;VOICE:010-65529988
      TEL;CELL;PREF:13800138000
      EMAIL;INTERNET;HOME:home@wei.example.org
      EMAIL;INTERNET;WORK;PREF:wei@example.org
      ADR;WORK;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:;;=E4=BA=BA=E6=B0=91=E5=A4=A7=E8=A1=97=31=E5=8F=B7;=
      =E5=8C=97=E4=BA=AC;;100000;=E4=B8=AD=E5=9B=BD
      BDAY:19850412
      NOTE;ENCODING=QUOTED-PRINTABLE:First line=0D=0A=
      second line
      END:VCARD
      """;

  private static final String USUAL =
      """
      BEGIN:VCARD
      VERSION:3.0
      UID:k2
      N:Lee;Ann;Mary;Dr.;
      FN:Dr. Ann Lee
      ORG:Blue Ltd;Purchasing
      TITLE:Head of
        Purchasing
      TEL;TYPE=CELL,VOICE:+44 7911 123456
      TEL;TYPE=WORK,VOICE:+44 20 7946 0018
      EMAIL;TYPE=INTERNET,PREF:ann@blue.example
      ADR;TYPE=HOME:;;5 Rose Lane;Oxford;;OX1 1AA;United Kingdom
      ADR;TYPE=WORK,PREF:PO Box 7;Floor 3;1 High Street\\, West;London;;SW1A 1AA;UK
      URL:https://blue.example/ann
      BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29
      item1.X-ABDATE;type=pref:2010-05-06
      item1.X-ABLabel:_$!<Anniversary>!$_
      CATEGORIES:friend,fair
      PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRgABAQAAAQABAAD
       /2wBDAAIBAQ==
      NOTE:likes tea\\, long walks
      END:VCARD
      """;

  private static final String NEW =
      """
      BEGIN:VCARD
      VERSION:4.0
      UID:urn:uuid:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1
      FN:李娜
      N:李;娜;;;
      ORG:上海茶业有限公司
      ROLE:采购
      TEL;VALUE=uri;PREF=1;TYPE="voice,home":tel:+86-21-6888-4417
      TEL;TYPE=cell:139 1234 5678
      EMAIL;PREF=1:na@tea.example
      ADR;TYPE=home:;;南京路100号;上海;上海市;200000;中国
      ADR:;;南京路200号;上海;;;中国
      BDAY:--0412
      ANNIVERSARY:20150910
      NOTE:爱喝龙井
      END:VCARD
      """;

  @Test
  void cardsOfEveryVersionComeInWithAllThatTheySay() {
    String cards = (OLD + USUAL + NEW).replace("\n", "\r\n");
    Import of = desk.upload("contacts", cards);
    assertEquals(List.of("externalId"), of.mapping().keys());
    desk.imports.run().check(of.id(), Watch.NOBODY);
    assertEquals(new Counters(3, 3, 0, 0, 0, 0, 3), desk.started(of));
    assertEquals(
        List.of(
            "张伟|张|伟|wei@example.org|+861065529988|+8613800138000|北京熟客科技|销售部|经理|1985-04-12|null",
            "Ann Lee|Lee|Ann|ann@blue.example|+442079460018|+447911123456|Blue Ltd|Purchasing|Head of"
                + " Purchasing|null|https://blue.example/ann",
            "李娜|李|娜|na@tea.example|+862168884417|+8613912345678|上海茶业有限公司|null|采购|null|null"),
        desk.lines(
            """
            select c.name, family_name, given_name, c.email, c.phone, mobile, a.name, department, job_title,
              birthday, c.website
            from customers.contact c join customers.account a on a.id = c.account order by c.id
            """));
    assertEquals(
        List.of(
            "张伟|work|人民大街1号|null|100000|北京|CN",
            "Ann Lee|work|1 High Street, West|Floor 3 PO Box 7|SW1A 1AA|London|GB",
            "Ann Lee|home|5 Rose Lane|null|OX1 1AA|Oxford|GB",
            "李娜|home|南京路100号|null|200000|上海|CN",
            "李娜|other|南京路200号|null|null|上海|CN"),
        desk.lines(
            """
            select c.name, p.use, p.street, p.street2, p.postal_code, p.city, p.country
            from customers.contact_address p join customers.contact c on c.id = p.contact
            order by c.id, p.position
            """));
    assertEquals(
        List.of(
            "Ann Lee|anniversary|2010-05-06",
            "Ann Lee|birthday|1604-02-29",
            "李娜|anniversary|2015-09-10",
            "李娜|birthday|1604-04-12"),
        desk.lines(
            """
            select c.name, p.kind, p.date from customers.contact_date p
            join customers.contact c on c.id = p.contact order by c.id, p.kind
            """));
    assertEquals(
        List.of("First line\nsecond line", "likes tea, long walks", "爱喝龙井"),
        desk.lines("select notes from customers.contact order by id"));
    assertEquals(new Counters(3, 0, 0, 3, 0, 0, 3), desk.bring("contacts", cards));
  }
}

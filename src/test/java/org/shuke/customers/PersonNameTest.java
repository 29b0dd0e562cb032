package org.shuke.customers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.shuke.records.MapDraft;

class PersonNameTest {
  @Test
  void aChineseNameIsWrittenTogetherWithTheFamilyNameFirst() {
    assertEquals("张三", new PersonName("三", "张").display());
    assertEquals(new PersonName("三", "张"), PersonName.split("张三"));
    assertEquals(new PersonName("娜娜", "欧阳"), PersonName.split("欧阳娜娜"));
    assertEquals(new PersonName("欧", "欧"), PersonName.split("欧欧"));
    assertEquals(new PersonName(null, "张"), PersonName.split("张"));
  }

  @Test
  void elsewhereTheGivenNameStandsFirst() {
    assertEquals("Anna Weber", new PersonName("Anna", "Weber").display());
    assertEquals(new PersonName("Anna Maria", "Weber"), PersonName.split("Anna Maria Weber"));
    assertEquals(new PersonName("Anna", "Weber"), PersonName.split("Weber, Anna"));
    assertEquals(new PersonName("Cher", null), PersonName.split("Cher"));
  }

  @Test
  void theNameFollowsThePartsThatAreSent() {
    var contact =
        MapDraft.of(Map.of("givenName", "Anna", "familyName", "Weber", "name", "Anna Maier"))
            .sent("familyName");
    PersonName.complete(contact);
    assertEquals("Anna Weber", contact.get("name"));
  }

  @Test
  void thePartsFollowANameThatIsSentAlone() {
    var contact = MapDraft.of(Map.of("name", "李小龙")).sent("name");
    PersonName.complete(contact);
    assertEquals("李", contact.get("familyName"));
    assertEquals("小龙", contact.get("givenName"));
  }

  @Test
  void aNameThatIsSentUnchangedLeavesThePartsAlone() {
    var contact =
        MapDraft.of(
                Map.of(
                    "name", "Jan van der Berg", "givenName", "Jan", "familyName", "van der Berg"))
            .sent("name");
    PersonName.complete(contact);
    assertEquals("van der Berg", contact.get("familyName"));
  }

  @Test
  void splittingAndJoiningGivesTheNameBack() {
    var shown = new ArrayList<String>();
    var names = List.of("王小明", "上官婉儿", "Jane Doe", "Jean-Luc Picard", "王");
    names.forEach(name -> shown.add(PersonName.split(name).display()));
    assertEquals(names, shown);
  }
}

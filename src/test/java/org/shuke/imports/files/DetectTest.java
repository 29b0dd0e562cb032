package org.shuke.imports.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuke.platform.Refusal;

class DetectTest {
  private static final String CHINESE =
      "姓名,电话,城市\n张伟,13800138000,北京\n王芳,13900139000,上海\n欧阳娜娜,13700137000,乌鲁木齐\n";
  private static final String EUROPEAN =
      "name,city,note\nJosé Müller,Köln,schön\nZoë Brontë,Málaga,élève\nÅsa Öberg,Malmö,ÄÖÜ\n";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "GB18030", "UTF-32LE"})
  void chineseIsReadInEveryEncodingItComesIn(String charset) throws IOException {
    String mark = charset.startsWith("UTF-32") ? "\ufeff" : "";
    ReadFile read = ReadFile.of(folder, mark + CHINESE, Charset.forName(charset));
    assertEquals(charset, read.shape().charset());
    assertEquals(List.of("姓名", "电话", "城市"), read.header());
    assertEquals("欧阳娜娜", read.rows().getLast().cells().getFirst());
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
  void aByteOrderMarkIsNoPartOfTheFirstName(String charset) throws IOException {
    ReadFile read = ReadFile.of(folder, "\ufeff" + CHINESE, Charset.forName(charset));
    assertEquals("姓名", read.header().getFirst());
    assertEquals(charset, read.shape().charset());
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "windows-1252", "ISO-8859-1"})
  void westernTextIsReadInEveryEncodingItComesIn(String charset) throws IOException {
    ReadFile read = ReadFile.of(folder, EUROPEAN, Charset.forName(charset));
    assertEquals("Zoë Brontë", read.rows().get(1).cells().getFirst());
  }

  @Test
  void theSignsOf1252AreKnownFromLatin1() throws IOException {
    ReadFile read =
        ReadFile.of(folder, "name,price\n“Œuvre” – Café,5 €\n", Charset.forName("windows-1252"));
    assertEquals(List.of("“Œuvre” – Café", "5 €"), read.rows().getFirst().cells());
  }

  @ParameterizedTest
  @CsvSource({"Big5,臺灣電話公司", "Shift_JIS,ひらがなとカタカナ", "EUC-KR,안녕하세요"})
  void otherEncodingsOfEastAsiaAreTold(String charset, String word) throws IOException {
    String text = "name,city\n" + (word + ",A\n").repeat(3);
    ReadFile read = ReadFile.of(folder, text, Charset.forName(charset));
    assertEquals(word, read.rows().getFirst().cells().getFirst());
  }

  @Test
  void oneAccentAfterAMillionPlainBytesStillDecides() throws IOException {
    String text = "name,city\n" + "Smith,London\n".repeat(100_000) + "Gómez,Málaga\n";
    ReadFile read = ReadFile.of(folder, text, StandardCharsets.ISO_8859_1);
    assertEquals(List.of("Gómez", "Málaga"), read.rows().getLast().cells());
  }

  @Test
  void oneChineseNameAmongPlainOnesStillDecides() throws IOException {
    String text = "name,city\n" + "Smith,London\n".repeat(9) + "张伟,北京\n";
    ReadFile read = ReadFile.of(folder, text, Charset.forName("GB18030"));
    assertEquals(List.of("张伟", "北京"), read.rows().getLast().cells());
  }

  @Test
  void aFewDamagedBytesDoNotTurnAWholeFileIntoAnotherEncoding() throws IOException {
    byte[] bytes = CHINESE.repeat(20).getBytes(StandardCharsets.UTF_8);
    bytes[bytes.length - 3] = (byte) 0xff;
    ReadFile read = ReadFile.of(folder, bytes);
    assertEquals("UTF-8", read.shape().charset());
    assertEquals(List.of("characters-damaged"), read.shape().warnings());
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t", "|"})
  void theDelimiterIsTheOneUnderWhichRowsAgree(String delimiter) throws IOException {
    String text =
        String.join(
                "\n", "name|amount|remark", "Ann|1,50|a; b, c", "Bob|2,75|\"x;y\"", "Cid|3,00|z")
            .replace("|", delimiter);
    if (delimiter.equals(",")) {
      text = "name,amount,remark\nAnn,1.50,a; b\nBob,2.75,\"x,y;z\"\n";
    }
    ReadFile read = ReadFile.of(folder, text);
    assertEquals(delimiter, read.shape().delimiter());
    assertEquals(List.of("name", "amount", "remark"), read.header());
  }

  @Test
  void singleQuotesAndSpacesBeforeQuotesAreUnderstood() throws IOException {
    ReadFile single = ReadFile.of(folder, "a,b\n'x, y','1'\n'z','2'\n");
    assertEquals(List.of("x, y", "1"), single.rows().getFirst().cells());
    ReadFile padded = ReadFile.of(folder, "name, city\n\"Arnie's, Inc\", \"Los Angeles, CA\"\n");
    assertEquals(List.of("Arnie's, Inc", "Los Angeles, CA"), padded.rows().getFirst().cells());
  }

  @Test
  void aFileWithoutHeaderKeepsItsFirstRow() throws IOException {
    ReadFile read = ReadFile.of(folder, "00001,19970101,1,29.33\n00001,19970118,1,29.73\n");
    assertFalse(read.shape().header());
    assertEquals(List.of("A", "B", "C", "D"), read.header());
    assertEquals(2, read.rows().size());
    assertTrue(ReadFile.of(folder, "Ann,ann@b.org\nBob,bob@b.org\n").header().contains("A"));
  }

  @Test
  void titlesAboveTheTableAreSkipped() throws IOException {
    ReadFile read =
        ReadFile.of(
            folder, "Sales report 2025,,,\n\nsep,,,\ncode,name,quantity,price\nA1,Nut,4,2.5\n");
    assertEquals(List.of("code", "name", "quantity", "price"), read.header());
    assertEquals(1, read.rows().size());
  }

  @Test
  void excelsOwnSeparatorLineIsFollowed() throws IOException {
    ReadFile read = ReadFile.of(folder, "sep=;\nname;city\nAnn;Rome\n");
    assertEquals(List.of("name", "city"), read.header());
  }

  @Test
  void whatIsNoTableIsRefused() {
    for (String content :
        List.of("%PDF-1.7 x", "<html><table>", "\u0001\u0002\u0003\u0004\u0005")) {
      assertThrows(Refusal.class, () -> ReadFile.of(folder, content));
    }
  }
}

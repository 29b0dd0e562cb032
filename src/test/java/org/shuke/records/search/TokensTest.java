package org.shuke.records.search;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shuke.records.Kind;

/// Runs questions against tokens in memory, as PostgreSQL would: the database's part is in
/// [SearchTest].
class TokensTest {
  private static boolean finds(Kind kind, String value, String typed, Question.Reach reach) {
    return Matching.matches(Tokens.of(kind, value, true), Question.of(typed), reach);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          北京熟客科技, 熟客, EXACT
          北京熟客科技, 客, EXACT
          北京熟客科技, 熟客科, EXACT
          北京熟客科技, shuke, SOUND
          北京熟客科技, sk, SOUND
          北京熟客科技, skkj, SOUND
          北京熟客科技, beijingshuke, SOUND
          北京熟客科技, 北京 shuke, SOUND
          北京熟客科技有限责任公司, beijingshukekejiyouxianzerengongsi, SOUND
          熟客CRM, shukecrm, SOUND
          熟客CRM, crm, EXACT
          张三, zhangsan, SOUND
          张三, zhang, SOUND
          张三, zhangs, SOUND
          张三, zs, SOUND
          张三, san, SOUND
          張三豐, 张三丰, EXACT
          张三, 張三, EXACT
          吕布, lvbu, SOUND
          吕布, lubu, SOUND
          重庆银行, chongqing, SOUND
          重庆银行, cqyh, SOUND
          长乐, changle, SOUND
          长乐, zl, SOUND
          乐毅, yueyi, SOUND
          单田芳, shantianfang, SOUND
          单田芳, stf, SOUND
          曾国藩, zengguofan, SOUND
          Acme Trading, acm, BEGINNING
          Acme Trading, ACME, EXACT
          Acme Trading, trad acme, BEGINNING
          Acme Trading, acme t, BEGINNING
          Café Müller, cafe muller, EXACT
          Cafe Muller, Café Müller, EXACT
          Straße, strasse, EXACT
          ＡＣＭＥ　１２, acme 12, EXACT
          O'Neil, oneil, EXACT
          SKU-12, sku-12, EXACT
          SKU-12, sku12, EXACT
          SKU-12, sku, EXACT
          SO-2024-00017, 2024-00017, BEGINNING
          SO-2024-00017, 00017, EXACT
          SO202400017, 0001, BEGINNING
          とうきょう, きょう, EXACT
          Иванов, иван, BEGINNING
          """)
  void aNameIsFoundByWhatPeopleType(String name, String typed, Question.Reach reach) {
    assertTrue(finds(Kind.TEXT, name, typed, reach));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          北京熟客科技, 熟科
          北京熟客科技, ingshuke
          Acme Trading, cme
          Acme Trading, acme foods
          张三, 李四
          张三, sz
          张三, z
          """)
  void aNameIsNotFoundByWhatItDoesNotSay(String name, String typed) {
    assertFalse(finds(Kind.TEXT, name, typed, Question.Reach.SOUND));
  }

  @ParameterizedTest
  @CsvSource({
    "Acme Trading,acne", "Acme Trading,amce", "Acme Trading,acmee trading", "Acme Trading,ame",
    "International Foods,internatoinal", "张三,zhagnsan", "张三,张叁", "北京熟客科技,北京热客科技",
    "张三丰,张二丰"
  })
  void oneTypoIsForgiven(String name, String typed) {
    assertTrue(
        finds(Kind.TEXT, name, typed, Question.Reach.GUESS)
            || typed.length() < Tokens.SHORTEST_NUMBER);
    assertFalse(finds(Kind.TEXT, name, typed, Question.Reach.SOUND));
  }

  @ParameterizedTest
  @CsvSource({
    "+8613812345678,13812345678", "+8613812345678,+86 138 1234 5678", "+8613812345678,5678",
    "+8613812345678,3812", "+8613812345678,138-1234", "+442079460018,020 7946 0018",
    "+8613812345678,6138"
  })
  void aPhoneIsFoundByAnyPartOfItsNumber(String phone, String typed) {
    assertTrue(finds(Kind.PHONE, phone, typed, Question.Reach.BEGINNING));
  }

  @ParameterizedTest
  @CsvSource({
    "zhang.san@acme.com.cn",
    "zhang.san@ac",
    "zhang.san",
    "zhangsan",
    "zhang",
    "san",
    "acme",
    "acme.com",
    "@acme.com",
    "Zhang.San@ACME.com.cn"
  })
  void aMailIsFoundByItsLocalPartAndDomain(String typed) {
    assertTrue(finds(Kind.EMAIL, "Zhang.San@acme.com.cn", typed, Question.Reach.BEGINNING));
  }

  @Test
  void aLongTextHasNoPinyin() {
    assertTrue(finds(Kind.LONG_TEXT, "他说下周再谈", "下周", Question.Reach.EXACT));
    assertFalse(finds(Kind.LONG_TEXT, "他说下周再谈", "xiazhou", Question.Reach.SOUND));
  }

  @Test
  void tokensHoldNothingThatTheDatabaseTakesForASign() {
    var nasty = "a'b\"c\\d:e*f&g|h!i(j)k<l>m \u0000\n\t 张'三:*";
    for (var kind : Set.of(Kind.TEXT, Kind.LONG_TEXT, Kind.EMAIL, Kind.PHONE, Kind.URL)) {
      for (var token : Tokens.of(kind, nasty, true)) {
        assertFalse(token.matches("(?s).*[\\s'\"\\\\:\u0000].*"), token);
      }
    }
  }
}

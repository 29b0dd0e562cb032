package org.shuke.imports.files;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;

/// Tells the double-byte encodings of East Asia from the single-byte ones of Europe by what the
/// bytes would say in each: a wrong reading breaks sequences or yields rare characters where a
/// right one yields common ones.
final class Scripts {
  /// Frequent in Chinese names, companies, addresses and table headers, both ways of writing.
  private static final String CHINESE =
      "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年"
          + "公司客户姓名电话手机地址邮箱日期订单商品数量单价金额编号北京上海广州深圳市区路号王李张刘陈杨"
          + "黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢"
          + "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文玉红建华志国海小新东西南北天安金银科技有限"
          + "電話機號這個們國來為說時會對後們經張劉陳楊黃趙吳馬鄭許韓馮鄧蔣葉蘇呂盧區臺灣場廣東產業務訂單"
          + "價額數戶聯絡貨備註類別省縣鎮村街道楼层室元月星期男女先生小姐经理总备注";

  private static final double ENOUGH = 0.12;

  private Scripts() {}

  static String best(byte[] text) {
    String best = "windows-1252";
    double most = ENOUGH;
    for (String name : new String[] {"GB18030", "Big5", "Shift_JIS", "EUC-KR"}) {
      double score = score(text, name);
      if (score > most) {
        most = score;
        best = name;
      }
    }
    if (best.equals("windows-1252") && usesGapsOf1252(text)) {
      return "ISO-8859-1";
    }
    return best;
  }

  /// The share of common characters of the script among all that are not ASCII; less for each
  /// broken one.
  private static double score(byte[] text, String name) {
    CharBuffer read = decoded(text, name);
    int high = 0;
    int common = 0;
    int broken = 0;
    for (int i = 0; i < read.length(); i++) {
      char c = read.charAt(i);
      if (c >= 0x80) {
        high++;
        common += common(c, name) ? 1 : 0;
        broken += c == '\ufffd' || c >= 0xe000 && c < 0xf900 ? 1 : 0;
      }
    }
    if (high == 0 || broken * 50 > high) {
      return 0;
    }
    double pairs = name.equals("GB18030") ? bothHigh(text) : 1;
    return (double) common / high * pairs;
  }

  private static boolean common(char c, String name) {
    return switch (name) {
      case "GB18030", "Big5" -> CHINESE.indexOf(c) >= 0 || c >= 0x3001 && c <= 0x3015 || c > 0xff00;
      case "Shift_JIS" -> c >= 0x3041 && c <= 0x30fe;
      default -> c >= 0xac00 && c <= 0xd7a3;
    };
  }

  /// Chinese as written today lies in GB 2312, where both bytes are high; an accented letter before
  /// a plain one also reads as a character of GB 18030, but of its rare part.
  private static double bothHigh(byte[] text) {
    int pairs = 0;
    int high = 0;
    for (int i = 0; i + 1 < text.length; i++) {
      if (text[i] < 0) {
        pairs++;
        high += text[i + 1] < 0 ? 1 : 0;
        i++;
      }
    }
    return pairs == 0 ? 0 : (double) high / pairs;
  }

  private static CharBuffer decoded(byte[] text, String name) {
    try {
      return Charset.forName(name)
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE)
          .decode(ByteBuffer.wrap(text));
    } catch (java.nio.charset.CharacterCodingException e) {
      throw new IllegalStateException("A replacing decoder refused " + name, e);
    }
  }

  private static boolean usesGapsOf1252(byte[] text) {
    for (byte b : text) {
      int value = b & 0xff;
      if (value == 0x81 || value == 0x8d || value == 0x8f || value == 0x90 || value == 0x9d) {
        return true;
      }
    }
    return false;
  }
}

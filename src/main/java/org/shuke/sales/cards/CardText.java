package org.shuke.sales.cards;

import ezvcard.Ezvcard;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.shuke.customers.PersonName;

/// Reads the text of a business card, in Chinese or English, into the fields of a lead.
///
/// Sure signs go first (mail, number, web address), then what is labelled, then what a word gives
/// away (a legal form, a title, a street); the name is what then looks most like one.
final class CardText {
  /// No card says more, and no line of one: what does would keep the patterns busy for hours.
  private static final int LONGEST = 10_000;

  private static final int LONGEST_LINE = 300;
  private static final Pattern EMAIL =
      Pattern.compile("[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern SITE =
      Pattern.compile(
          "https?://[\\w-]+(?:\\.[\\w-]+)+(?::\\d+)?(?:[/?#]\\S*)?|(?:www\\.)?[a-zA-Z0-9-]+(?:\\.[a-zA-Z0-9-]+)*\\.(?:com|cn|net|org|io|de|fr|co|uk|eu|us|example|biz|info|jp|it|ch|at|nl)"
              + "(?:\\.cn|\\.uk)?(?:/\\S*)?(?![\\w@])");
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?:\\+|00)?\\(?\\d[\\d\\s().\\-–/]{5,20}\\d(?:\\s?(?:ext\\.?|x|转|-)\\s?\\d{1,5})?");
  private static final Pattern CN_MOBILE =
      Pattern.compile("(?:\\+?86[- ]?)?1[3-9]\\d[- ]?\\d{4}[- ]?\\d{4}");
  private static final Pattern LABEL =
      Pattern.compile(
          "^\\s*(?<label>[\\p{L}. /&-]{1,22}?)\\s*[:：]\\s*(?<value>.+)$|"
              + "^\\s*(?<short>[MTPFEWA]|Tel\\.?|Mob\\.?|Mobile|Phone|Fax|Cell|Add\\.?)\\s+(?<rest>[+\\d(\\p{L}].*)$",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern COMPANY =
      Pattern.compile(
          "公司|集团|股份|有限|工厂|[\\p{IsHan}]厂$|事务所|研究院|研究所|大学|医院|银行|工作室|酒店|学院|合作社|商行|"
              + "\\b(?:Inc|Ltd|Limited|LLC|LLP|GmbH|Corp|Corporation|Company|Co|AG|SA|SARL|B\\.?V|PLC|KG|"
              + "Group|Holdings?|Industries|Systems|Solutions|Technolog(?:y|ies)|Partners|Associates|"
              + "Logistics|Consulting|University|Hospital|Bank|Studios?|Labs?|Works|Foundation)\\b\\.?",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern TITLE =
      Pattern.compile(
          "总经理|副总|经理|总监|总裁|董事长?|主任|工程师|主管|顾问|销售代表|助理|专员|教授|厂长|店长|会计师?|律师|"
              + "合伙人|创始人|负责人|采购|部长|科长|秘书|设计师|分析师|主席|博士|"
              + "\\b(?:Manager|Director|Engineer|President|C[EFTOM]O|V\\.?P|Head|Officer|Consultant|Founder|"
              + "Assistant|Specialist|Executive|Representative|Analyst|Architect|Buyer|Supervisor|"
              + "Coordinator|Partner|Developer|Designer|Attorney|Accountant|Chairman|Chairwoman|Professor|"
              + "Secretary|Technician|Planner|Owner|Lead|Advisor|Purchaser|Scientist)\\b",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?:省|市|自治区).{0,12}(?:区|县|路|街|道|镇|园|号)|[\\p{IsHan}](?:路|街|大道|巷)\\s*\\d+|"
              + "\\d+\\s*(?:号|弄|室|楼|栋|幢)|"
              + "\\b(?:Street|St|Road|Rd|Avenue|Ave|Boulevard|Blvd|Lane|Ln|Drive|Dr|Floor|Suite|Square|"
              + "Way|Park|Parkway|Court|Highway|Quay|stra(?:ß|ss)e)\\b\\.?|\\w+stra(?:ß|ss)e\\s+\\d+|"
              + "\\w+(?:str\\.|weg|platz|allee|gasse|ring|damm|ufer)\\s*\\d+|"
              + "(?:^|,\\s*)(?:[A-Z]{1,2}-)?\\d{4,5}\\s+\\p{Lu}\\p{L}+$",
          Pattern.CASE_INSENSITIVE);

  /// Where the next of several labelled values on one line begins.
  private static final Pattern NEXT =
      Pattern.compile(
          "[\\s,，;；/|]+(?=(?:手机号?|移动电话|电话|座机|总机|办公电话|直线|热线|传真|邮编|(?:电子)?邮箱|邮件|电邮|网址|网站|官网"
              + "|微信号?|(?:公司)?地址|QQ|Mobile|Mob|Cell|Tel(?:ephone)?|Phone|Fax|E-?mail|Mail|Web(?:site)?|WeChat"
              + "|Add(?:ress)?|[MTPFEW])\\.?\\s*[:：])",
          Pattern.CASE_INSENSITIVE);

  /// A place in China, or a number as houses have it.
  private static final Pattern HOUSE = Pattern.compile("\\d|[省市]");

  private static final Pattern CITY =
      Pattern.compile(
          "(?:[\\p{IsHan}]{2,8}(?:省|自治区))?(?<zh>[\\p{IsHan}]{2,4}?)市|(?<place>北京|上海|天津|重庆)|"
              + "(?:,\\s*|[A-Z]{1,2}-)\\d{4,5}\\s+(?<town>\\p{Lu}[\\p{L}-]+(?:\\s(?:am|an der|im)\\s\\p{Lu}\\p{L}+)?)$");
  private static final Pattern LATIN_NAME =
      Pattern.compile(
          "(?:(?:Dr|Prof|Mr|Mrs|Ms)\\.?\\s+)?\\p{Lu}[\\p{L}'’.-]*(?:\\s+(?:van|von|de|del|da|bin|al))?(?:\\s+\\p{Lu}[\\p{L}'’.-]*){1,3}");
  private static final Pattern BETWEEN_SCRIPTS =
      Pattern.compile(
          "[/|()（）]|(?<=\\p{IsHan})\\s+(?=\\p{IsLatin})|(?<=\\p{IsLatin})\\s+(?=\\p{IsHan})");
  private static final Set<String> SURNAMES =
      Set.of(
          ("王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢"
                  + "姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
                  + "温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝")
              .split(""));

  private final Map<String, String> found = new LinkedHashMap<>();
  private final List<String> left = new ArrayList<>();

  private CardText() {}

  /// The fields that a card's text proposes, by name; only what was found.
  static Map<String, String> read(String text) {
    var reading = new CardText();
    var trimmed = text.strip();
    if (trimmed.regionMatches(true, 0, "BEGIN:VCARD", 0, 11)) {
      reading.vcard(trimmed);
    } else if (trimmed.regionMatches(true, 0, "MECARD:", 0, 7)) {
      reading.mecard(trimmed.substring(7));
    } else {
      reading.lines(trimmed);
    }
    return reading.found;
  }

  private void put(String field, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      var text = value.strip();
      boolean domestic = !text.startsWith("+") && CN_MOBILE.matcher(text).matches();
      found.putIfAbsent(field, domestic ? "+86 " + text.replaceFirst("^86[- ]?", "") : text);
    }
  }

  private void vcard(String text) {
    var card = Ezvcard.parse(text).first();
    if (card == null) {
      return;
    }
    if (card.getFormattedName() != null) {
      put("name", card.getFormattedName().getValue());
    }
    if (card.getStructuredName() != null) {
      var name = card.getStructuredName();
      put("name", new PersonName(name.getGiven(), name.getFamily()).display());
    }
    if (card.getOrganization() != null && !card.getOrganization().getValues().isEmpty()) {
      put("company", card.getOrganization().getValues().getFirst());
    }
    card.getTitles().forEach(title -> put("jobTitle", title.getValue()));
    card.getEmails().forEach(mail -> put("email", mail.getValue()));
    card.getUrls().forEach(url -> put("website", url.getValue()));
    for (var phone : card.getTelephoneNumbers()) {
      var number = phone.getText() == null ? String.valueOf(phone.getUri()) : phone.getText();
      boolean mobile =
          phone.getTypes().toString().toLowerCase(java.util.Locale.ROOT).contains("cell");
      put(mobile || CN_MOBILE.matcher(number).matches() ? "mobile" : "phone", number);
    }
    card.getAddresses()
        .forEach(address -> {
          put("street", address.getStreetAddress());
          put("city", address.getLocality());
        });
  }

  /// What a QR code on a card says: `N:Zhang,Wei;TEL:…;EMAIL:…;;`.
  private void mecard(String text) {
    for (var part : text.split("(?<!\\\\);")) {
      int colon = part.indexOf(':');
      if (colon > 0) {
        var value = part.substring(colon + 1).replace("\\;", ";").replace("\\:", ":");
        switch (part.substring(0, colon).toUpperCase(java.util.Locale.ROOT)) {
          case "N" -> put("name", named(value));
          case "TEL" -> put(CN_MOBILE.matcher(value).matches() ? "mobile" : "phone", value);
          case "EMAIL" -> put("email", value);
          case "ORG" -> put("company", value);
          case "TITLE", "TIL" -> put("jobTitle", value);
          case "URL" -> put("website", value);
          case "ADR" -> put("street", value);
          default -> {}
        }
      }
    }
  }

  private static @Nullable String named(String value) {
    int comma = value.indexOf(',');
    return comma < 0
        ? value
        : new PersonName(value.substring(comma + 1).strip(), value.substring(0, comma).strip())
            .display();
  }

  private void lines(String text) {
    var read = text.substring(0, Math.min(text.length(), LONGEST));
    for (var line : read.split("\\R|\\t| {3,}|\\s[|·•]\\s|｜")) {
      if (line.length() <= LONGEST_LINE) {
        valuesOf(line).stream().filter(v -> !v.isBlank()).forEach(v -> line(v.strip()));
      }
    }
    left.replaceAll(String::strip);
    companyAndTitle();
    name();
  }

  /// `手机：138 1234 5678 电话：021-6888 4417`: what stands before another label must be a value.
  private static List<String> valuesOf(String line) {
    var values = new ArrayList<String>();
    int from = 0;
    for (var next = NEXT.matcher(line); next.find(); ) {
      var before = line.substring(from, next.start());
      if (before.chars().anyMatch(c -> Character.isDigit(c) || "@:：".indexOf(c) >= 0)) {
        values.add(before);
        from = next.end();
      }
    }
    values.add(line.substring(from));
    return values;
  }

  private void line(String line) {
    var label = LABEL.matcher(line);
    if (label.matches()) {
      var word = label.group("label") == null ? label.group("short") : label.group("label");
      var value = label.group("label") == null ? label.group("rest") : label.group("value");
      if (labelled(word.strip().toLowerCase(java.util.Locale.ROOT), value.strip())) {
        return;
      }
    }
    var rest = take(EMAIL, line, "email");
    if (!rest.contains("@")) {
      rest = take(SITE, rest, "website");
    }
    var mobile = CN_MOBILE.matcher(rest);
    if (mobile.find()) {
      put("mobile", mobile.group());
      rest = cut(rest, mobile);
    }
    boolean address = ADDRESS.matcher(rest).find() && HOUSE.matcher(rest).find();
    if (address && !looksLikeCompany(rest)) {
      address(rest);
      return;
    }
    rest = take(NUMBER, rest, "phone");
    rest = rest.replaceAll("(?i)^(?:tel|mob(?:ile)?|phone|e-?mail|web|[tmpew])\\s*[.:：]?\\s*$", "");
    if (!rest.isBlank()) {
      left.add(rest);
    }
  }

  private String take(Pattern pattern, String line, String field) {
    var match = pattern.matcher(line);
    if (!match.find()) {
      return line;
    }
    put(field, match.group());
    return cut(line, match);
  }

  private static String cut(String line, Matcher match) {
    return (line.substring(0, match.start()) + " " + line.substring(match.end())).strip();
  }

  /// Does the label say what the value is?
  private boolean labelled(String label, String value) {
    var field =
        switch (label.replaceAll("[\\s./&-]", "")) {
          case "姓名", "name", "联系人", "contact" -> "name";
          case "公司", "单位", "company", "公司名称", "organization" -> "company";
          case "职位", "职务", "title", "position", "jobtitle" -> "jobTitle";
          case "手机", "移动电话", "手机号", "mobile", "mob", "m", "cell", "cellphone", "手提" -> "mobile";
          case "电话",
              "座机",
              "总机",
              "办公电话",
              "tel",
              "t",
              "phone",
              "p",
              "office",
              "direct",
              "telephone",
              "直线",
              "热线" ->
              "phone";
          case "传真", "fax", "f", "邮编", "zip", "qq", "postcode" -> "";
          case "邮箱", "电子邮箱", "邮件", "email", "mail", "e", "电邮" -> "email";
          case "网址", "网站", "官网", "web", "website", "w", "url", "internet" -> "website";
          case "微信", "微信号", "wechat", "weixin" -> "wechat";
          case "地址", "公司地址", "add", "addr", "address", "a", "street" -> "street";
          case "城市", "city", "town" -> "city";
          default -> null;
        };
    if (field == null) {
      return false;
    }
    if (field.equals("street")) {
      address(value);
    } else if (field.equals("phone") && CN_MOBILE.matcher(value).matches()) {
      put("mobile", value);
    } else if (field.equals("phone") || field.equals("mobile")) {
      var number = NUMBER.matcher(value);
      put(field, number.find() ? number.group() : value);
    } else if (!field.isEmpty()) {
      put(field, value);
    }
    return true;
  }

  private void address(String text) {
    var known = found.get("street");
    if (known == null) {
      put("street", text);
    } else if (!known.contains(text)) {
      found.put("street", known + ", " + text);
    }
    var city = CITY.matcher(text);
    if (city.find()) {
      put("city", city.group("zh"));
      put("city", city.group("place"));
      put("city", city.group("town"));
    }
  }

  private static boolean looksLikeCompany(String line) {
    return COMPANY.matcher(line).find();
  }

  private void companyAndTitle() {
    left.removeIf(line -> {
      if (looksLikeCompany(line) && !found.containsKey("company") && !endsAsTitle(line)) {
        put("company", line);
        return true;
      }
      return false;
    });
    for (int i = 0; i < left.size(); i++) {
      var line = left.get(i);
      var title = TITLE.matcher(line);
      if (title.find() && !found.containsKey("jobTitle")) {
        var before = nameBefore(line);
        if (before != null) {
          put("name", before);
          put("jobTitle", line.substring(before.length()).replaceAll("^[\\s,，、/（(-]+|[）)]$", ""));
        } else {
          put("jobTitle", line);
        }
        left.remove(i--);
      }
    }
  }

  /// `Solutions Architect` is what somebody does, `Architect Solutions Ltd` is a company.
  private static boolean endsAsTitle(String line) {
    return last(TITLE, line) > last(COMPANY, line);
  }

  private static int last(Pattern pattern, String line) {
    int end = -1;
    for (var match = pattern.matcher(line); match.find(); ) {
      end = match.end();
    }
    return end;
  }

  /// `王小明 销售经理`, `Anna Weber, Sales Manager`: the name that stands before a title.
  private static @Nullable String nameBefore(String line) {
    var parts = line.split("[\\s,，、（(]+", 2);
    if (parts.length == 2 && isHanName(parts[0])) {
      return parts[0];
    }
    int comma = line.indexOf(',');
    if (comma > 0
        && LATIN_NAME.matcher(line.substring(0, comma)).matches()
        && !TITLE.matcher(line.substring(0, comma)).find()) {
      return line.substring(0, comma);
    }
    return null;
  }

  private static boolean isHanName(String text) {
    int length = text.codePointCount(0, text.length());
    return length >= 2
        && length <= 4
        && text.codePoints().allMatch(Character::isIdeographic)
        && (SURNAMES.contains(text.substring(0, 1)) || isDouble(PersonName.split(text).family()));
  }

  /// `王 小明`, `陈大文 Chan Tai Man`, `Wang Fang / 王芳`: of a name in both scripts the Chinese one.
  private static @Nullable String hanName(String line) {
    String han = null;
    for (var part : BETWEEN_SCRIPTS.split(line)) {
      var bare = part.replaceAll("[\\s　]+", "");
      if (han == null && isHanName(bare)) {
        han = bare;
      } else if (!bare.isEmpty() && !LATIN_NAME.matcher(part.strip()).matches()) {
        return null;
      }
    }
    return han;
  }

  private static boolean isDouble(@Nullable String family) {
    return family != null && family.length() == 2;
  }

  private void name() {
    if (found.containsKey("name")) {
      first(l -> l.length() > 2, "company");
      return;
    }
    for (var line : left) {
      var han = hanName(line);
      if (han != null) {
        put("name", han);
        left.remove(line);
        first(l -> l.length() > 2, "company");
        return;
      }
    }
    first(line -> LATIN_NAME.matcher(line).matches(), "name");
    if (!found.isEmpty()) {
      // a word alone says nothing of what it is
      first(l -> l.length() > 2, "company");
    }
  }

  private void first(java.util.function.Predicate<String> fits, String field) {
    for (var line : left) {
      if (!found.containsKey(field) && fits.test(line)) {
        put(field, line);
        left.remove(line);
        return;
      }
    }
  }
}

package org.shuke.imports;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Files as people really bring them, each with what has to become of it (trust.md, B-01). The keys
/// of a case begin with `@`, which stands for something that no other case has.
final class CsvCorpus {
  /// @param as what it is brought in as
  /// @param stored what is asked of the rows that came in, joined by `|`, in the order of the file
  /// @param fields the columns of that answer
  /// @param faults `line code` of every refused row
  /// @param refusal the code with which the file as a whole is refused
  record Case(
      String name,
      String as,
      byte[] file,
      String fields,
      List<String> stored,
      List<String> faults,
      @Nullable String refusal) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final String PEOPLE = "External id,Name,Notes\n";
  private static final String NOTES = "external_id, name, notes";

  private final List<Case> cases = new ArrayList<>();

  static List<Case> all() {
    var corpus = new CsvCorpus();
    corpus.encodings();
    corpus.shapes();
    corpus.quotes();
    corpus.headers();
    corpus.characters();
    corpus.numbers();
    corpus.dates();
    corpus.otherForms();
    corpus.keysAndReferences();
    corpus.noTables();
    return corpus.cases;
  }

  private void ok(String name, String file, String fields, String... stored) {
    add(name, "accounts", bytes(file), fields, List.of(stored), List.of());
  }

  private void wrong(String name, String file, List<String> faults, String... stored) {
    add(name, "accounts", bytes(file), "external_id", List.of(stored), faults);
  }

  private void add(
      String name,
      String as,
      byte[] file,
      String fields,
      List<String> stored,
      List<String> faults) {
    cases.add(
        new Case(name, as, file, fields, stored.stream().map(this::own).toList(), faults, null));
  }

  private void refused(String name, byte[] file, String code) {
    cases.add(new Case(name, "accounts", file, "name", List.of(), List.of(), code));
  }

  private byte[] bytes(String text) {
    return own(text).getBytes(StandardCharsets.UTF_8);
  }

  /// The keys of a case are its own; the sign of an e-mail address stays.
  private String own(String text) {
    return text.replaceAll("(?<![A-Za-z0-9@])@(?!@)", "q" + cases.size() + "q");
  }

  private void encodings() {
    String chinese = "编号,名称,城市\n@1,北京熟客科技有限公司,北京\n@2,上海明珠商贸有限公司,上海\n";
    for (String charset :
        List.of("UTF-8", "UTF-16LE", "UTF-16BE", "GB18030", "GBK", "UTF-32LE", "UTF-32BE")) {
      for (boolean mark : new boolean[] {true, false}) {
        boolean marked = charset.startsWith("UTF");
        if (mark && !marked || !mark && charset.startsWith("UTF-32")) {
          continue;
        }
        add(
            charset + (mark ? " with a mark" : ""),
            "accounts",
            own((mark ? "\ufeff" : "") + chinese).getBytes(Charset.forName(charset)),
            "external_id, name, city",
            List.of("@1|北京熟客科技有限公司|北京", "@2|上海明珠商贸有限公司|上海"),
            List.of());
      }
    }
    String european =
        "External id;Name;City\n@1;Müller & Söhne;Köln\n@2;Café Œuvre;Málaga\n@3;Åsa Öberg;Malmö\n";
    for (String charset : List.of("UTF-8", "windows-1252", "UTF-16LE")) {
      add(
          "European in " + charset,
          "accounts",
          own(european).getBytes(Charset.forName(charset)),
          "name, city",
          List.of("Müller & Söhne|Köln", "Café Œuvre|Málaga", "Åsa Öberg|Malmö"),
          List.of());
    }
    add(
        "Latin-1",
        "accounts",
        own(european.replace("Œ", "O")).getBytes(StandardCharsets.ISO_8859_1),
        "name",
        List.of("Müller & Söhne", "Café Ouvre", "Åsa Öberg"),
        List.of());
    for (var each :
        Map.of("Big5", "臺灣電話公司", "Shift_JIS", "ひらがなとカタカナ", "EUC-KR", "안녕하세요").entrySet()) {
      String text =
          "External id,Name\n@1,%s\n@2,%s\n".formatted(each.getValue(), each.getValue() + "A");
      add(
          each.getKey(),
          "accounts",
          own(text).getBytes(Charset.forName(each.getKey())),
          "name",
          List.of(each.getValue(), each.getValue() + "A"),
          List.of());
    }
    byte[] damaged = bytes("External id,Name\n" + "@1,北京熟客科技有限公司\n".repeat(1) + "@2,上海明珠商贸有限公司,\n");
    damaged[damaged.length - 4] = (byte) 0xff;
    add("a damaged byte", "accounts", damaged, "external_id", List.of("@1", "@2"), List.of());
  }

  private void shapes() {
    refused("empty", bytes(""), "invalid");
    ok("a header only", "External id,Name,City\n", "name");
    ok("a header without a line end", "External id,Name,City", "name");
    ok("one column", "Name\n@ Alone\n", "name", "@ Alone");
    ok(
        "two thousand columns",
        "External id,Name"
            + IntStream.range(0, 1_998).mapToObj(i -> ",x" + i).collect(Collectors.joining())
            + "\n@1,Wide"
            + ",1".repeat(1_998)
            + "\n",
        "name",
        "Wide");
    ok("blank lines", "External id,Name\n\n@1,A\n\n\n@2,B\n,\n", "name", "A", "B");
    ok("no line end at the end", "External id,Name\n@1,A", "name", "A");
    ok(
        "short rows",
        "External id,Name,City,Notes\n@1,A\n@2,B,Rome\n",
        "name, city",
        "A|null",
        "B|Rome");
    ok(
        "delimiters behind the last column",
        "External id,Name,City,,\n@1,A,Rome,,\n@2,B,Oslo,,\n",
        "name, city",
        "A|Rome",
        "B|Oslo");
    wrong(
        "more cells than columns",
        "External id,Name\n@1,A\n@2,B,lost\n",
        List.of("3 cells-extra"),
        "@1");
    for (String end : List.of("\n", "\r\n", "\r")) {
      ok(
          "lines ending in " + end.replace("\r", "CR").replace("\n", "LF"),
          PEOPLE.replace("\n", end) + "@1,A,x" + end + "@2,B,y" + end,
          NOTES,
          "@1|A|x",
          "@2|B|y");
    }
    ok("mixed line ends", PEOPLE + "@1,A,x\r\n@2,B,y\r@3,C,z\n", "name", "A", "B", "C");
    for (String sign : List.of(",", ";", "\t", "|")) {
      ok(
          "parted by " + sign.replace("\t", "TAB"),
          (PEOPLE + "@1,Ann,some text\n@2,Bob,other\n").replace(",", sign),
          NOTES,
          "@1|Ann|some text",
          "@2|Bob|other");
    }
    ok(
        "parted by ， of China",
        "编号，名称，城市\n@1，甲公司，北京\n@2，乙公司，上海\n",
        "name, city",
        "甲公司|北京",
        "乙公司|上海");
    ok("a line that names the sign", "sep=;\nExternal id;Name\n@1;A\n", "name", "A");
    ok(
        "commas in cells parted by semicolons",
        "External id;Name;Notes\n@1;A;x, y, z\n@2;B;p, q\n",
        NOTES,
        "@1|A|x, y, z",
        "@2|B|p, q");
    ok(
        "titles above the table",
        "Customers of 2024,,\n,,\nExternal id,Name,City\n@1,A,Rome\n@2,B,Oslo\n",
        "name",
        "A",
        "B");
    ok(
        "spaces around everything",
        "External id , Name , City\n @1 , A , Rome \n",
        "external_id, name, city",
        "@1|A|Rome");
  }

  private void quotes() {
    ok("quoted cells", PEOPLE + "\"@1\",\"A\",\"x\"\n", NOTES, "@1|A|x");
    ok("a delimiter in quotes", PEOPLE + "@1,\"A, Inc.\",x\n", "name", "A, Inc.");
    ok("quotes in quotes", PEOPLE + "@1,\"The \"\"Best\"\" Ltd\",x\n", "name", "The \"Best\" Ltd");
    ok(
        "a line end in quotes",
        PEOPLE + "@1,A,\"two\nlines\"\n@2,B,\n",
        NOTES,
        "@1|A|two\nlines",
        "@2|B|null");
    ok("CRLF in quotes", PEOPLE + "@1,A,\"two\r\nlines\"\n", NOTES, "@1|A|two\nlines");
    ok("a quote inside a cell", PEOPLE + "@1,6\" pipe,x\n", "name", "6\" pipe");
    ok("empty quotes", PEOPLE + "@1,A,\"\"\n", NOTES, "@1|A|null");
    ok("single quotes", "'External id','Name'\n'@1','A, B'\n'@2','C'\n", "name", "A, B", "C");
    ok("JSON in a cell", PEOPLE + "@1,A,\"{\"\"a\"\": [1, 2]}\"\n", NOTES, "@1|A|{\"a\": [1, 2]}");
    wrong(
        "a quote left open at the end",
        PEOPLE + "@1,A,x\n\"@2,B,y\n",
        List.of("3 quote-open"),
        "@1");
    wrong(
        "text behind a closing quote",
        PEOPLE + "@1,\"A \"B\" C\",x\n@2,B,y\n",
        List.of("2 quote-open"),
        "@2");
  }

  private void headers() {
    wrong(
        "no header, and no column that could be a name",
        "@1,ann@example.org\n@2,bob@example.org\n",
        List.of("1 required", "2 required"));
    ok("a name twice", "External id,Name,Name\n@1,A,B\n", "name", "A");
    ok("a blank name", "External id,,Name\n@1,x,A\n", "name", "A");
    ok("names in capitals", "EXTERNAL_ID,NAME,CITY\n@1,A,Rome\n", "name, city", "A|Rome");
    ok("names with humps", "externalId,name,postalCode\n@1,A,00100\n", "postal_code", "00100");
    ok(
        "names in German",
        "Kundennummer;Name;PLZ;Ort\n@1;A;01067;Dresden\n",
        "postal_code, city",
        "01067|Dresden");
    ok(
        "names in Chinese",
        "客户编号,名称,电话,城市\n@1,甲公司,010-65529988,北京\n",
        "name, phone, city",
        "甲公司|+861065529988|北京");
    ok(
        "names in traditional Chinese",
        "編號,名稱,城市\n@1,甲公司,台北\n".replace("編號", "编号"),
        "name, city",
        "甲公司|台北");
    ok("unknown columns", "External id,Name,Shoe size\n@1,A,42\n", "name", "A");
    ok(
        "a mark before a quoted name",
        "\ufeff\"External id\",\"Name\"\n@1,A\n",
        "external_id, name",
        "@1|A");
  }

  private void characters() {
    ok("NULs", PEOPLE + "@1,A\0B,x\n", "name", "AB");
    ok("emoji", PEOPLE + "@1,Smile 😀 Ltd,👩‍👩‍👧\n", NOTES, "@1|Smile 😀 Ltd|👩‍👩‍👧");
    ok("right to left", PEOPLE + "@1,شركة,שלום\n", NOTES, "@1|شركة|שלום");
    ok("a zero-width space", PEOPLE + "@1,A\u200bB,x\n", "length(name)", "3");
    ok("rare characters of Chinese names", PEOPLE + "@1,𠮷野家,㐀\n", NOTES, "@1|𠮷野家|㐀");
    ok(
        "HTML stays text",
        PEOPLE + "@1,<b>A</b>,<script>alert(1)</script>\n",
        NOTES,
        "@1|<b>A</b>|<script>alert(1)</script>");
    ok(
        "formulas stay text",
        PEOPLE + "@1,=1+1,\"=HYPERLINK(\"\"x\"\")\"\n",
        NOTES,
        "@1|=1+1|=HYPERLINK(\"x\")");
    ok(
        "the guard of an export goes",
        PEOPLE + "@1,'=1+1,'-2\n@2,''=x,'plain\n",
        NOTES,
        "@1|=1+1|-2",
        "@2|'=x|'plain");
    ok("trailing spaces and tabs", PEOPLE + "@1, A\u00a0,x \t\n", "external_id", "@1");
    wrong(
        "a cell of a megabyte is too long",
        "External id,Name\n@1," + "x".repeat(1 << 20) + "\n@2,B\n",
        List.of("2 text-too-long"),
        "@2");
    ok("a long note", PEOPLE + "@1,A," + "word ".repeat(20_000) + "\n", "length(notes)", "99999");
    wrong(
        "a note beyond all measure",
        PEOPLE + "@1,A," + "word ".repeat(50_000) + "\n@2,B,\n",
        List.of("2 text-too-long"),
        "@2");
  }

  private void numbers() {
    numbers("a point", "1234.5", "12", "1234.5", "12");
    numbers("a comma", "\"1234,5\"", "12", "1234.5", "12");
    numbers("thousands by comma", "\"1,234,567\"", "\"2,000.5\"", "1234567", "2000.5");
    numbers("thousands by point", "1.234.567", "\"2.000,5\"", "1234567", "2000.5");
    numbers("thousands by space", "1 234 567", "12", "1234567", "12");
    numbers("thousands by apostrophe", "1'234'567", "12", "1234567", "12");
    numbers("full width", "１２３４", "１２", "1234", "12");
    numbers("a plus", "+12", "13", "12", "13");
    numbers("zero", "0", "0.0", "0", "0.0");
    numbers("exponents", "1.5E3", "2e2", "1500", "200");
    numbers("Chinese tens of thousands", "1.2万", "3万", "12000", "30000");
    wrong(
        "no number",
        "External id,Name,Employees\n@1,A,twelve\n@2,B,12\n@3,C,13\n",
        List.of("2 number-wrong"),
        "@2",
        "@3");
    wrong(
        "less than nothing",
        "External id,Name,Employees\n@1,A,-5\n@2,B,12\n",
        List.of("2 account.employees-negative"),
        "@2");
    ok(
        "absent in words",
        "External id,Name,Employees\n@1,A,n/a\n@2,B,-\n@3,C,12\n",
        "employees",
        "null",
        "null",
        "12");
    ok(
        "leading zeros stay",
        "External id,Name,Zip\n@1,A,00100\n@2,B,01067\n",
        "postal_code",
        "00100",
        "01067");
    ok(
        "eighteen digits stay",
        "External id,Name,Notes\n@1,A,110101199003071234\n",
        "notes",
        "110101199003071234");
    ok("rounded digits stay text", "External id,Name,Notes\n@1,A,1.23E+11\n", "notes", "1.23E+11");
  }

  private void numbers(String name, String one, String other, String first, String second) {
    ok(
        "numbers: " + name,
        "External id;Name;Employees\n@1;A;%s\n@2;B;%s\n".formatted(one, other),
        "employees::text",
        first,
        second);
  }

  private void dates() {
    String[] forms = {
      "2024-03-05",
      "2024/3/5",
      "2024.03.05",
      "20240305",
      "5 March 2024",
      "March 5, 2024",
      "5. März 2024",
      "05-Mar-2024",
      "5th March 2024",
      "2024年3月5日",
      "2024 年 3 月 5 日",
      "二〇二四年三月五日",
      "Tue, 5 Mar 2024",
      "2024-03-05T10:00:00Z",
      "2024-03-05 10:00",
      "45356",
      "２０２４-０３-０５",
      "05 mars 2024",
      "2024-Mar-05",
      "5/Mar/2024",
      "2024-03-05（星期二）"
    };
    for (String form : forms) {
      birthdays("date " + form, form, "2024-03-05");
    }
    birthdays("29 February", "2024-02-29", "2024-02-29");
    birthdays(
        "day first, shown by another row", "05/03/2024", "2024-03-05", "25/12/2023", "2023-12-25");
    birthdays(
        "month first, shown by another row",
        "03/05/2024",
        "2024-03-05",
        "12/25/2023",
        "2023-12-25");
    birthdays("a day that is open but the same", "05/05/2024", "2024-05-05");
    birthday("open dates are asked for", "01/02/2024", "date-order-open");
    birthday("29 February of a plain year", "2023-02-29", "date-impossible");
    birthday("31 April", "2024-04-31", "date-impossible");
    birthday("year 0", "0000-01-01", "date-unknown");
    birthday("year 10000", "10000-01-01", "date-unknown");
    birthday("no date at all", "yesterday", "date-unknown");
    birthday("a birthday ahead", "2999-01-01", "contact.birthday-ahead");
  }

  private void birthdays(String name, String... pairs) {
    var file = new StringBuilder("External id;Name;Birthday\n");
    var stored = new ArrayList<String>();
    for (int i = 0; i < pairs.length; i += 2) {
      file.append("@").append(i).append(";A;").append(pairs[i]).append('\n');
      stored.add(pairs[i + 1]);
    }
    add(name, "contacts", bytes(file.toString()), "birthday", stored, List.of());
  }

  private void birthday(String name, String cell, String fault) {
    add(
        name,
        "contacts",
        bytes("External id;Name;Birthday\n@1;A;" + cell + "\n"),
        "birthday",
        List.of(),
        List.of("2 " + fault));
  }

  private void otherForms() {
    people(
        "phones",
        "Phone",
        List.of(
            "138 0013 8000|+8613800138000",
            "+49 (30) 1234-567|+49301234567",
            "0086-10-65529988|+861065529988"));
    people(
        "e-mails",
        "E-mail",
        List.of(
            "Ann@Example.org|Ann@example.org",
            "o'hara+x@mail.example.co.uk|o'hara+x@mail.example.co.uk"));
    person("a wrong e-mail", "E-mail", "not an address", "email-wrong");
    person("an e-mail with two signs", "E-mail", "a@@b.org", "email-wrong");
    person("a phone of three figures", "Phone", "12", "phone-wrong");
    person("a phone of words", "Phone", "call me", "phone-wrong");
    ok(
        "countries",
        "External id,Name,Country\n@1,A,EIRE\n@2,B,中国\n@3,C,United States\n@4,D,Atlantis\n",
        "country",
        "IE",
        "CN",
        "US",
        "null");
    ok(
        "websites",
        "External id,Name,Website\n@1,A,www.example.org\n@2,B,https://example.org/x?y=1\n",
        "website is not null",
        "t",
        "t");
    add(
        "choices by any name",
        "contacts",
        bytes("External id;Name;Gender\n@1;A;Female\n@2;B;男\n"),
        "gender",
        List.of("female", "male"),
        List.of());
    add(
        "a choice that is none",
        "contacts",
        bytes("External id;Name;Gender\n@1;A;female\n@2;B;robot\n"),
        "gender",
        List.of("female"),
        List.of("3 choice-unknown"));
    add(
        "yes and no",
        "products",
        bytes("sku;name;active\n@1;A;yes\n@2;B;否\n@3;C;0\n"),
        "active",
        List.of("t", "f", "f"),
        List.of());
    add(
        "neither yes nor no",
        "products",
        bytes("sku;name;active\n@1;A;yes\n@2;B;perhaps\n"),
        "active",
        List.of("t"),
        List.of("3 boolean-unknown"));
  }

  private void people(String name, String column, List<String> pairs) {
    var file = new StringBuilder("External id;Name;" + column + "\n");
    var stored = new ArrayList<String>();
    for (int i = 0; i < pairs.size(); i++) {
      String[] pair = pairs.get(i).split("\\|");
      file.append("@").append(i).append(";A;").append(pair[0]).append('\n');
      stored.add(pair[1]);
    }
    String field = column.equals("Phone") ? "phone" : "email";
    add(name, "contacts", bytes(file.toString()), field, stored, List.of());
  }

  private void person(String name, String column, String cell, String fault) {
    add(
        name,
        "contacts",
        bytes("External id;Name;%s\n@1;A;%s\n".formatted(column, cell)),
        "name",
        List.of(),
        List.of("2 " + fault));
  }

  private void keysAndReferences() {
    wrong("a key twice", PEOPLE + "@1,A,\n@1,B,\n", List.of("3 key-twice"), "@1");
    wrong("no name", PEOPLE + "@1,,x\n@2,B,\n", List.of("2 required"), "@2");
    wrong("a name of spaces", PEOPLE + "@1,   ,x\n@2,B,\n", List.of("2 required"), "@2");
    ok(
        "a parent further down",
        "External id,Name,Parent\n@1,Child,@2\n@2,Parent,\n",
        "name, (select p.name from customers.account p where p.id = t.parent)",
        "Child|Parent",
        "Parent|null");
    wrong(
        "its own parent",
        "External id,Name,Parent\n@1,Self,@1\n@2,Other,\n",
        List.of("2 reference-ring"),
        "@2");
    wrong(
        "parents in a ring",
        "External id,Name,Parent\n@1,A,@2\n@2,B,@3\n@3,C,@1\n@4,D,\n",
        List.of("2 reference-ring", "3 reference-ring", "4 reference-ring"),
        "@4");
    ok("keys with spaces around", "External id,Name\n @1 ,A\n", "external_id", "@1");
    ok("keys that differ in case", "External id,Name\n@a,A\n@A,B\n", "name", "A", "B");
    ok(
        "names in two forms of Unicode",
        "External id,Name\n@1,Café\n@2,Cafe\u0301\n",
        "external_id",
        "@1",
        "@2");
  }

  private void noTables() {
    refused("a PDF", bytes("%PDF-1.7 x"), "file-not-a-table");
    refused("a web page", bytes("<html><table><tr><td>x</table>"), "file-not-a-table");
    refused(
        "an image", new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10}, "file-not-a-table");
    refused(
        "an old Excel file",
        new byte[] {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0, 0, 0, 0, 0},
        "file-old-or-locked-excel");
    refused("bytes without sense", new byte[] {1, 2, 3, 4, 5, 6, 7, 8}, "file-not-a-table");
    refused("a cut-off archive", new byte[] {'P', 'K', 3, 4, 0, 0}, "file-damaged");
    refused(
        "a cut-off gzip", new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0}, "file-damaged");
  }
}

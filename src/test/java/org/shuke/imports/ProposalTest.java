package org.shuke.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.shuke.imports.values.Form;

class ProposalTest {
  private static final List<Target> CONTACT =
      List.of(
          Target.of("givenName", Form.TEXT, "Given name", "名"),
          Target.of("familyName", Form.TEXT, "Family name", "姓"),
          Target.of("name", Form.TEXT, "Name", "姓名"),
          Target.of("email", Form.EMAIL, "E-mail", "邮箱"),
          Target.of("phone", Form.PHONE, "Phone", "电话"),
          Target.of("mobile", Form.PHONE, "Mobile", "手机"),
          Target.of("birthday", Form.DATE, "Birthday", "生日"),
          Target.of("account", Form.REFERENCE, "Account", "客户"),
          Target.of("externalId", Form.TEXT, "External id", "外部编号"));

  private static Map<String, String> proposal(List<Target> targets, String header, String... rows) {
    return Proposal.of(columns(header, rows), targets, Map.of());
  }

  private static List<Column> columns(String header, String... rows) {
    List<Column> columns = new ArrayList<>();
    String[] names = header.split(",");
    for (int i = 0; i < names.length; i++) {
      List<String> samples = new ArrayList<>();
      for (String row : rows) {
        samples.add(row.split(",", -1)[i]);
      }
      columns.add(new Column(names[i], samples));
    }
    return columns;
  }

  @Test
  void aTitleIsWhatPeopleDoOrHowTheyAreAddressed() {
    var person =
        List.of(
            Target.of("salutation", Form.TEXT, "Salutation", "尊称"),
            Target.of("jobTitle", Form.TEXT, "Job title", "职位"));
    assertEquals(Map.of("Title", "jobTitle"), proposal(person, "Title", "Buyer", "Head of sales"));
    assertEquals(Map.of("Title", "salutation"), proposal(person, "Title", "Mr.", "Frau", "女士"));
    assertEquals(
        Map.of("Title", "salutation", "Job Title", "jobTitle"),
        proposal(person, "Title,Job Title", ",Buyer"));
  }

  @Test
  void theRetailFileIsUnderstoodWithoutHelp() {
    assertEquals(
        Map.of(
            "InvoiceNo",
            "invoice",
            "StockCode",
            "product",
            "Description",
            "description",
            "Quantity",
            "quantity",
            "InvoiceDate",
            "date",
            "UnitPrice",
            "price",
            "CustomerID",
            "customer",
            "Country",
            "country"),
        proposal(
            SalesFile.TARGETS,
            "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country",
            "536365,85123A,WHITE HANGING HEART,6,2010-12-01 08:26,2.55,17850,United Kingdom",
            "C536379,D,Discount,-1,2010-12-01 09:41,27.50,14527,EIRE"));
  }

  @Test
  void aChineseSalesFileIsUnderstoodWithoutHelp() {
    assertEquals(
        Map.of(
            "订单号",
            "invoice",
            "日期",
            "date",
            "商品编码",
            "product",
            "商品名称",
            "description",
            "数量",
            "quantity",
            "单价",
            "price",
            "客户编号",
            "customer",
            "客户名称",
            "customerName",
            "国家",
            "country",
            "币种",
            "currency"),
        proposal(
            SalesFile.TARGETS,
            "订单号,日期,商品编码,商品名称,数量,单价,客户编号,客户名称,国家,币种",
            "GX001,2024年3月5日,A-1,茶杯,2,¥12.50,K17,北京熟客,中国,人民币"));
  }

  @Test
  void otherShopsColumnsAreUnderstoodToo() {
    assertEquals(
        Map.of(
            "Order ID",
            "invoice",
            "Order Date",
            "date",
            "SKU",
            "product",
            "Qty",
            "quantity",
            "Price each",
            "price",
            "Customer Name",
            "customerName"),
        proposal(
            SalesFile.TARGETS,
            "Order ID,Order Date,SKU,Qty,Price each,Customer Name,Remark",
            "1,3/5/2024,A,1,2.5,Ann,x"));
  }

  @Test
  void aListOfPeopleIsUnderstoodByNamesAndLooks() {
    assertEquals(
        Map.of(
            "First Name",
            "givenName",
            "Surname",
            "familyName",
            "Contact info",
            "email",
            "Tel.",
            "phone",
            "Cell",
            "mobile",
            "DOB",
            "birthday",
            "Company",
            "account"),
        proposal(
            CONTACT,
            "First Name,Surname,Contact info,Tel.,Cell,DOB,Company,Colour",
            "Ann,Lee,ann@example.com,010-65529988,13800138000,1980-02-01,Acme,red"));
    assertEquals(
        Map.of(
            "姓名", "name", "手机号码", "mobile", "电子邮箱", "email", "出生日期", "birthday", "公司名称", "account"),
        proposal(CONTACT, "姓名,手机号码,电子邮箱,出生日期,公司名称", "张伟,13800138000,w@example.com,1985-01-01,熟客"));
  }

  @Test
  void typingMistakesInNamesAreForgiven() {
    assertEquals(
        Map.of("Quantitiy", "quantity", "Invoce Number", "invoice"),
        proposal(SalesFile.TARGETS, "Quantitiy,Invoce Number", "1,A7"));
  }

  @Test
  void cellsThatCannotBeWhatTheNameSaysOutweighTheName() {
    assertFalse(proposal(CONTACT, "E-mail,Name", "yes,Ann", "no,Bob").containsKey("E-mail"));
  }

  @Test
  void whatWasDecidedBeforeComesFirst() {
    List<Column> columns = columns("Code,Mail", "7,a@b.org");
    Map<String, String> earlier = Map.of("Code", "account", "Mail", "email");
    assertEquals(
        Map.of("Code", "account", "Mail", "email"), Proposal.of(columns, CONTACT, earlier));
  }
}

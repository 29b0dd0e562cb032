package org.shuke.imports;

import java.util.List;
import org.shuke.imports.values.Form;

/// The flat sales file: one line a product sold, with its invoice and its customer.
final class SalesFile {
  static final String NAME = "sales";

  /// What its columns may mean. Keys stay text as they stand in the file.
  static final List<Target> TARGETS =
      List.of(
          Target.of("invoice", Form.REFERENCE, "Invoice", "订单号").asRequired(),
          Target.of("date", Form.INSTANT, "Date", "日期").asRequired(),
          Target.of("product", Form.REFERENCE, "Product code", "商品编码").asRequired(),
          Target.of("description", Form.TEXT, "Product name", "商品名称"),
          Target.of("quantity", Form.NUMBER, "Quantity", "数量").asRequired(),
          Target.of("price", Form.MONEY, "Unit price", "单价").asRequired(),
          Target.of("customer", Form.REFERENCE, "Customer key", "客户编号"),
          Target.of("customerName", Form.TEXT, "Customer name", "客户名称"),
          Target.of("country", Form.COUNTRY, "Country", "国家"),
          Target.of("currency", Form.CURRENCY, "Currency", "币种"),
          Target.of("status", Form.TEXT, "Status", "状态"));

  private SalesFile() {}
}

package org.shuke.imports;

import java.util.List;
import org.shuke.imports.values.Choice;
import org.shuke.imports.values.Form;

/// The flat sales file: one line a product sold, with its invoice and its customer.
final class SalesFile {
  static final String NAME = "sales";

  /// Words that shops use for where an order is in its life.
  private static final List<Choice> STATUS =
      List.of(
          new Choice("draft", List.of("open", "new", "pending", "待付款", "草稿")),
          new Choice("confirmed", List.of("paid", "processing", "accepted", "已付款", "已确认", "待发货")),
          new Choice("shipped", List.of("sent", "dispatched", "已发货", "运输中")),
          new Choice(
              "completed",
              List.of("complete", "delivered", "closed", "done", "已完成", "完成", "交易成功", "已签收")),
          new Choice("cancelled", List.of("canceled", "void", "voided", "已取消", "取消", "交易关闭", "作废")),
          new Choice(
              "returned", List.of("return", "refunded", "refund", "已退货", "退货", "退款", "已退款")));

  /// What its columns may mean. Keys stay text as they stand in the file; without a column for them
  /// the names stand in.
  static final List<Target> TARGETS =
      List.of(
          Target.of("invoice", Form.REFERENCE, "Invoice", "订单号").asRequired(),
          Target.of("date", Form.INSTANT, "Date", "日期").asRequired().asPast(),
          Target.of("product", Form.REFERENCE, "Product code", "商品编码"),
          Target.of("description", Form.TEXT, "Product name", "商品名称"),
          Target.of("quantity", Form.NUMBER, "Quantity", "数量").asRequired(),
          Target.of("price", Form.MONEY, "Unit price", "单价").asRequired(),
          Target.of("customer", Form.REFERENCE, "Customer key", "客户编号"),
          Target.of("customerName", Form.TEXT, "Customer name", "客户名称"),
          Target.of("country", Form.COUNTRY, "Country", "国家"),
          Target.of("currency", Form.CURRENCY, "Currency", "币种"),
          Target.of("status", Form.CHOICE, STATUS, "Status", "状态"));

  private SalesFile() {}

  /// Whether a name is all that the file has of a customer or product.
  static boolean standsIn(Mapping mapping, String key, String name) {
    var mapped = mapping.columns().values();
    return !mapped.contains(key) && mapped.contains(name);
  }
}

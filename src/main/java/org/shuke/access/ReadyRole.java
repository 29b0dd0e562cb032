package org.shuke.access;

import java.util.Locale;

/// A job that a new house has a role for, named in the house's language.
public enum ReadyRole {
  ADMINISTRATOR("Administrator", "管理员"),
  SALESPERSON("Salesperson", "销售"),
  MANAGER("Sales manager", "销售经理"),
  MARKETER("Marketer", "市场"),
  AGENT("Service agent", "客服"),
  ANALYST("Analyst", "数据分析"),
  FINANCE("Finance", "财务"),
  PRODUCTION("Production", "生产"),
  PURCHASING("Purchasing", "采购"),
  LOGISTICS("Logistics", "仓储物流");

  private final String english;
  private final String chinese;

  ReadyRole(String english, String chinese) {
    this.english = english;
    this.chinese = chinese;
  }

  public String english() {
    return english;
  }

  public String chinese() {
    return chinese;
  }

  String in(Locale language) {
    return language.getLanguage().equals("zh") ? chinese : english;
  }
}

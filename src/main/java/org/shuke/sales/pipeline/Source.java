package org.shuke.sales.pipeline;

/// Where the interest of a customer comes from: a lead's, and its opportunity's after it.
public enum Source {
  WEB_FORM,
  CARD,
  FAIR,
  REFERRAL,
  CUSTOMER,
  CALL,
  MAIL,
  CAMPAIGN,
  IMPORT,
  PARTNER,
  OTHER
}

package org.shuke.customers;

/// How somebody likes to be reached.
public enum Channel {
  PHONE,
  EMAIL,
  SMS,
  WECHAT,
  WHATSAPP,
  POST,
  VISIT
}

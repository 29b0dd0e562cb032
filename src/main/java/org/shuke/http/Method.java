package org.shuke.http;

/// What a caller may ask of an address.
public enum Method {
  GET,
  POST,
  PUT,
  PATCH,
  DELETE;

  /// Does it change something?
  public boolean writes() {
    return this != GET;
  }
}

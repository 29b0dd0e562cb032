package org.shuke.insight.value;

import org.shuke.records.Type;

/// The desk of value: keeps what each account is worth.
public final class Values {
  /// The type of the computed fields.
  public Type type() {
    return AccountValue.type();
  }

  /// Hangs the computed fields on the account; leaves any other type alone.
  public Type extend(Type type) {
    return type.name().equals("account") ? type.extended("value", AccountValue.NAME) : type;
  }
}

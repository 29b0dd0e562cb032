package org.shuke.sales.contracts;

import java.math.BigDecimal;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Sha256;
import org.shuke.sales.contracts.ContractSql.Head;
import tools.jackson.databind.json.JsonMapper;

/// The hash of everything that a customer agrees to: the agreed fields by name, numbers without
/// trailing zeros, and then, where there are files, the name and the digest of each.
final class Fingerprint {
  private Fingerprint() {}

  static String of(Head contract) {
    var agreed = JsonMapper.shared().createArrayNode();
    for (var field : new TreeSet<>(Contract.CONTENT)) {
      switch (value(contract, field)) {
        case null -> agreed.addNull();
        case BigDecimal number -> agreed.add(number.stripTrailingZeros().toPlainString());
        case Object value -> agreed.add(value.toString());
      }
    }
    if (!contract.files().isEmpty()) {
      var files = agreed.addArray();
      contract.files().forEach(file -> files.addArray().add(file.name()).add(file.sha256()));
    }
    return Sha256.hex(agreed.toString());
  }

  private static @Nullable Object value(Head contract, String field) {
    return switch (field) {
      case "number" -> contract.number();
      case "name" -> contract.name();
      case "account" -> contract.accountId();
      case "kind" -> contract.kind();
      case "currency" -> contract.currency();
      case "amount" -> contract.amount();
      case "startsOn" -> contract.startsOn();
      case "endsOn" -> contract.endsOn();
      case "noticeDays" -> contract.noticeDays();
      case "renewal" -> contract.renewal();
      case "renewalMonths" -> contract.renewalMonths();
      case "terms" -> contract.terms();
      default -> throw new IllegalArgumentException("agreed to, but not on the paper: " + field);
    };
  }
}

package org.shuke.sales.contracts;

import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Unit;

/// How a contract comes to its signature. A plug brings the contract to its customer; when he has
/// signed, it calls [Contracts#signed] with what proves it. [ByLink] is the first one; a signature
/// on paper ([Contracts.Sign]) needs nobody to bring it.
@FunctionalInterface
public interface Signing {
  /// Asks the customer to sign; answers what the caller is to know, such as a `link`.
  Map<String, Object> ask(Unit unit, UUID contract, Contracts.Send how) throws SQLException;

  /// What proves a signature, kept with the contract for good.
  sealed interface Evidence {
    /// Who signed, as he said.
    String name();

    /// The hash of what was signed.
    String document();

    /// He read it behind his link and agreed there.
    ///
    /// @param address SHA-256 of the link's token and the network address: whoever has the link can
    ///   prove the address, nobody else can find it out
    record ByLink(String name, String document, String address) implements Evidence {}

    /// Somebody of ours has the signed paper before him.
    ///
    /// @param by the user who says so
    record OnPaper(String name, String document, @Nullable UUID by) implements Evidence {}
  }
}

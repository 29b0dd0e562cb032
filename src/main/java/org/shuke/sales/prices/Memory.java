package org.shuke.sales.prices;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is known of a product's price for a customer at the moment of quoting.
///
/// @param paid what he paid last
/// @param offered what he was offered last
/// @param others what colleagues have on offer to him now, the lowest first
/// @param peers what comparable customers paid
public record Memory(
    @Nullable Remembered paid,
    @Nullable Remembered offered,
    List<Remembered> others,
    @Nullable PeerPrices peers) {
  static final Memory NOTHING = new Memory(null, null, List.of(), null);
}

package org.shuke.platform.egress;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/// Which addresses belong to the public internet: our own table, since `InetAddress` misses ranges.
///
/// Source: IANA's IPv4 and IPv6 special-purpose address registries (RFC 6890 and its updates). Of
/// IPv6 only global unicast is public at all, without what carries or translates other addresses.
final class PublicAddresses {
  private static final List<Cidr> NOT_PUBLIC =
      Stream.of(
              "0.0.0.0/8",
              "10.0.0.0/8",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "172.16.0.0/12",
              "192.0.0.0/24",
              "192.0.2.0/24",
              "192.31.196.0/24",
              "192.52.193.0/24",
              "192.88.99.0/24",
              "192.168.0.0/16",
              "192.175.48.0/24",
              "198.18.0.0/15",
              "198.51.100.0/24",
              "203.0.113.0/24",
              "224.0.0.0/4",
              "240.0.0.0/4",
              "2001::/23",
              "2001:db8::/32",
              "2002::/16",
              "2620:4f:8000::/48",
              "3fff::/20")
          .map(Cidr::of)
          .toList();
  private static final Cidr GLOBAL_UNICAST = Cidr.of("2000::/3");

  private PublicAddresses() {}

  static boolean contain(InetAddress address) {
    boolean six = address.getAddress().length == 16;
    return (!six || GLOBAL_UNICAST.contains(address))
        && NOT_PUBLIC.stream().noneMatch(range -> range.contains(address));
  }
}

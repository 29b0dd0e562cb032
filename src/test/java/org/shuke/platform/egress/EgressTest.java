package org.shuke.platform.egress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// W-03: where nobody may be led to, however it is written.
class EgressTest {
  /// Special ranges, odd notations of loopback and metadata services, embedded and translated
  /// addresses.
  private static final List<String> BARRED =
      Stream.of(
              "127.0.0.1 127.1.2.3 127.255.255.254 0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255"
                  + " 100.64.0.1 100.127.255.254 169.254.169.254 169.254.0.1 172.16.0.1"
                  + " 172.31.255.255 192.0.0.1 192.0.0.170 192.0.2.1 192.31.196.1 192.52.193.1"
                  + " 192.88.99.1 192.168.0.1 192.168.255.255 192.175.48.1 198.18.0.1"
                  + " 198.19.255.255 198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.255 240.0.0.1"
                  + " 255.255.255.255",
              "0177.0.0.1 0x7f.0.0.1 0x7f000001 2130706433 017700000001 127.1 127.0.1 127 0 0x0"
                  + " 010.0.0.1 127.0.0.01 127.0.0.1. 127.0.0.256 1.2.3 1.2.3.4.5 0xa9fea9fe"
                  + " 2852039166 0251.0376.0251.0376 169.254.43518 ①②⑦.⓪.⓪.① 127。0。0。1",
              "[::] [::1] [0:0:0:0:0:0:0:1] [::ffff:127.0.0.1] [::ffff:7f00:1]"
                  + " [::ffff:10.0.0.1] [::127.0.0.1] [::7f00:1] [::ffff:0:127.0.0.1]"
                  + " [64:ff9b::127.0.0.1] [64:ff9b::a00:1] [64:ff9b:1::1] [100::1] [fc00::1]"
                  + " [fd00::1] [fdff:ffff::1] [fe80::1] [fe80::1%25eth0] [fe80::1%eth0] [febf::1]"
                  + " [fec0::1] [ff02::1] [ff0e::1] [2001::1] [2001:0:7f00:1::] [2001:10::1]"
                  + " [2001:20::1] [2001:db8::1] [2002:7f00:1::] [2002:a00:1::] [3fff::1]"
                  + " [2620:4f:8000::1] [4000::1] [5f00::1] ::1 [127.0.0.1] [::1",
              "localhost localhost. LOCALHOST foo.localhost user@example.com example.com:80 exa\n"
                  + "mple.com example.com/ exam%20ple.com .example.com example..com -a.example"
                  + " a-.example 127.0.0.1%00.example.com example.com# http://example.com")
          .flatMap(line -> Stream.of(line.split(" ")))
          .toList();

  private static InetAddress[] resolve(String host) throws UnknownHostException {
    var ends = host.endsWith("localhost");
    return host.matches("[0-9.]+|.*:.*") || ends
        ? InetAddress.getAllByName(ends ? "127.0.0.1" : host)
        : new InetAddress[] {InetAddress.getByAddress(host, new byte[] {93, (byte) 184, 34, 1})};
  }

  private final Egress egress = new Egress(Set.of(), EgressTest::resolve);

  @Test
  void noAddressThatIsNotPublicIsReachedHoweverItIsWritten() {
    var reached = new ArrayList<String>();
    for (var host : BARRED) {
      try {
        reached.add(host + " → " + egress.checked(host, 443));
      } catch (IOException expected) {
        assertTrue(expected.getMessage() != null);
      }
    }
    assertEquals(List.of(), reached);
    assertTrue(BARRED.size() >= 80, BARRED.size() + " forms");
  }

  @Test
  void publicHostsAreReached() throws IOException {
    for (var host :
        List.of(
            "example.com",
            "EXAMPLE.com",
            "bücher.example",
            "客户.example",
            "8.8.8.8",
            "223.5.5.5",
            "[2606:4700::1111]",
            "[2a00:1450:4001::1]",
            "xn--bcher-kva.example")) {
      assertEquals(443, egress.checked(host, 443).getPort(), host);
    }
  }

  @Test
  void oneInnerAddressAmongPublicOnesBarsTheName() {
    var mixed =
        new Egress(
            Set.of(),
            host ->
                new InetAddress[] {
                  InetAddress.getByName("93.184.34.1"), InetAddress.getByName("fd00::1")
                });
    assertThrows(Egress.Barred.class, () -> mixed.checked("example.com", 443));
  }

  @Test
  void theNameIsAskedOnceAndTheSocketGoesToTheCheckedAddress() throws IOException {
    var asked = new AtomicInteger();
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var rebinding =
          new Egress(
              Set.of("127.0.0.1/32"),
              host ->
                  new InetAddress[] {
                    InetAddress.getByName(asked.incrementAndGet() == 1 ? "127.0.0.1" : "10.0.0.1")
                  });
      try (var socket =
          rebinding.connect("changes.example", server.getLocalPort(), Duration.ofSeconds(2))) {
        assertEquals("127.0.0.1", socket.getInetAddress().getHostAddress());
      }
      assertEquals(1, asked.get());
      assertThrows(
          Egress.Barred.class,
          () -> rebinding.connect("changes.example", server.getLocalPort(), Duration.ofSeconds(2)));
    }
  }

  @Test
  void administratorsAllowNamesPortsAndRanges() throws IOException {
    var open = new Egress(Set.of("mail.localhost:25", "10.1.0.0/16"), EgressTest::resolve);
    assertEquals(25, open.checked("mail.localhost", 25).getPort());
    assertThrows(Egress.Barred.class, () -> open.checked("mail.localhost", 26));
    assertEquals(443, open.checked("10.1.2.3", 443).getPort());
    assertThrows(Egress.Barred.class, () -> open.checked("10.2.2.3", 443));
  }

  @Test
  void webAddressesWithCredentialsOrOtherSchemesAreNone() {
    for (var text :
        List.of(
            "ftp://a.example/",
            "file:///etc/passwd",
            "gopher://a.example",
            "jar:http://a!/",
            "https://u:p@a.example/",
            "https:///x",
            "javascript:alert(1)",
            "//a.example",
            "a b")) {
      assertThrows(Egress.Barred.class, () -> HttpPost.address(text), text);
    }
  }
}

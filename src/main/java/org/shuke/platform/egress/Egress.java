package org.shuke.platform.egress;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.net.SocketFactory;

/// Opens sockets to the world, or says why not.
public final class Egress {
  /// Where nobody may be led to; the message is for the log and the author.
  public static final class Barred extends IOException {
    Barred(String message) {
      super(message);
    }
  }

  /// Asks the names; tests answer themselves.
  @FunctionalInterface
  public interface Resolver {
    InetAddress[] resolve(String host) throws UnknownHostException;
  }

  /// What administrators allow beside the public internet: `host`, `host:port`, an address or a
  /// range.
  private record Allowed(List<String> hosts, List<Cidr> ranges) {
    boolean host(String host, int port) {
      return hosts.contains(host) || hosts.contains(host + ":" + port);
    }

    boolean address(InetAddress address) {
      return ranges.stream().anyMatch(range -> range.contains(address));
    }
  }

  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final Allowed allowed;
  private final Resolver resolver;

  public Egress(Collection<String> allowed) {
    this(allowed, InetAddress::getAllByName);
  }

  Egress(Collection<String> allowed, Resolver resolver) {
    this.allowed = read(allowed);
    this.resolver = resolver;
  }

  /// The same guard that also lets through to one host and port, such as the operator's own mail
  /// server.
  public Egress and(String host, int port) {
    var hosts = new ArrayList<>(allowed.hosts());
    hosts.add(host.toLowerCase(Locale.ROOT) + ":" + port);
    return new Egress(new Allowed(hosts, allowed.ranges()), resolver);
  }

  private Egress(Allowed allowed, Resolver resolver) {
    this.allowed = allowed;
    this.resolver = resolver;
  }

  private static Allowed read(Collection<String> entries) {
    var hosts = new ArrayList<String>();
    var ranges = new ArrayList<Cidr>();
    for (var entry : entries) {
      try {
        ranges.add(Cidr.of(entry));
      } catch (IllegalArgumentException e) {
        // what is no range is a name
        hosts.add(entry.toLowerCase(Locale.ROOT));
      }
    }
    return new Allowed(hosts, ranges);
  }

  /// The address to connect to, resolved once and checked.
  ///
  /// @throws Barred when the host is written oddly, or any of its addresses is not public
  public InetSocketAddress checked(String host, int port) throws IOException {
    if (port < 1 || port > 65_535) {
      throw new Barred("There is no port " + port + ".");
    }
    var read = HostName.read(host);
    if (read == null) {
      throw new Barred("“" + host + "” is no host name or plain address.");
    }
    var addresses = resolver.resolve(read);
    if (addresses.length == 0) {
      throw new UnknownHostException(host);
    }
    if (!allowed.host(read, port)) {
      for (var address : addresses) {
        if (!PublicAddresses.contain(address) && !allowed.address(address)) {
          throw new Barred(
              "“"
                  + host
                  + "” lies inside a network that is not open to outgoing connections"
                  + " (SHUKE_EGRESS_ALLOW can name it).");
        }
      }
    }
    return new InetSocketAddress(addresses[0], port);
  }

  /// Connects to a host.
  ///
  /// @param read how long to wait for each answer
  public Socket connect(String host, int port, Duration read) throws IOException {
    var socket = new Socket();
    try {
      socket.setSoTimeout(Math.toIntExact(read.toMillis()));
      socket.connect(checked(host, port), Math.toIntExact(CONNECT.toMillis()));
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /// For libraries that make their sockets themselves: wherever these sockets are told to connect,
  /// they go to the checked address of this host.
  public SocketFactory socketsTo(String host, int port) {
    return new Pinned(host, port);
  }

  private final class Pinned extends SocketFactory {
    private final String host;
    private final int port;

    Pinned(String host, int port) {
      this.host = host;
      this.port = port;
    }

    @Override
    public Socket createSocket() {
      return new Socket() {
        @Override
        public void connect(SocketAddress ignored, int timeout) throws IOException {
          super.connect(checked(host, port), timeout);
        }
      };
    }

    @Override
    public Socket createSocket(String ignored, int port) throws IOException {
      return Egress.this.connect(host, this.port, CONNECT);
    }

    @Override
    public Socket createSocket(String ignored, int port, InetAddress local, int localPort)
        throws IOException {
      return Egress.this.connect(host, this.port, CONNECT);
    }

    @Override
    public Socket createSocket(InetAddress ignored, int port) throws IOException {
      return Egress.this.connect(host, this.port, CONNECT);
    }

    @Override
    public Socket createSocket(InetAddress ignored, int port, InetAddress local, int localPort)
        throws IOException {
      return Egress.this.connect(host, this.port, CONNECT);
    }
  }
}

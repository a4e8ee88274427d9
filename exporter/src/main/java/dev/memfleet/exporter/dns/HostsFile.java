package dev.memfleet.exporter.dns;

import io.netty.resolver.HostsFileEntriesProvider;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The addresses of a hosts file (hosts(5)). {@code localhost} resolves without it (RFC 6761). */
record HostsFile(HostsFileEntriesProvider entries) {
  private static final String LOCALHOST = "localhost";

  /** Parses a hosts file; skips lines without an address. */
  static HostsFile parse(String text) {
    try {
      return new HostsFile(HostsFileEntriesProvider.parser().parse(new StringReader(text)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The addresses of a host, IPv4 first; empty if the file does not contain it. */
  List<InetAddress> addresses(String host) {
    String name = ResolvConf.withoutEndDot(host).toLowerCase(Locale.ROOT);
    List<InetAddress> addresses = new ArrayList<>();
    addresses.addAll(entries.ipv4Entries().getOrDefault(name, List.of()));
    addresses.addAll(entries.ipv6Entries().getOrDefault(name, List.of()));
    if (addresses.isEmpty() && name.equals(LOCALHOST)) {
      addresses.add(InetAddress.getLoopbackAddress());
    }
    return addresses;
  }
}

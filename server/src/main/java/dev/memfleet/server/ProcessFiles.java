package dev.memfleet.server;

import dev.memfleet.server.config.Options;
import dev.memfleet.server.net.UnixSocket;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The files with the process id and the ports. */
final class ProcessFiles {
  /** The IPv6 wildcard, which accepts IPv4 as well. */
  private static final String ANY_V4_OR_V6 = "::";

  private final Options options;
  private final List<SocketAddress> addresses;
  private final List<SocketAddress> datagrams;

  ProcessFiles(Options options, List<SocketAddress> addresses, List<SocketAddress> datagrams) {
    this.options = options;
    this.addresses = addresses;
    this.datagrams = datagrams;
  }

  /** Writes each file under another name, then renames it: no reader sees a partial one. */
  void write() {
    String pidFile = options.process().pidFile();
    if (!pidFile.isEmpty()) {
      replace(pidFile, ".tmp", ProcessHandle.current().pid() + "\n");
    }
    String portFile = options.process().portFile();
    if (!portFile.isEmpty()) {
      replace(portFile, ".lck", ports());
    }
  }

  private String ports() {
    return ports("TCP", addresses) + ports("UDP", datagrams);
  }

  private static String ports(String transport, List<SocketAddress> addresses) {
    StringBuilder text = new StringBuilder();
    for (SocketAddress address : addresses) {
      if (address.isInetSocket()) {
        boolean ipv6 = address.host().contains(":");
        if (!ipv6 || address.host().equals(ANY_V4_OR_V6)) {
          text.append(transport).append(" INET: ").append(address.port()).append('\n');
        }
        if (ipv6) {
          text.append(transport).append(" INET6: ").append(address.port()).append('\n');
        }
      }
    }
    return text.toString();
  }

  private static void replace(String name, String suffix, String text) {
    Path aside = Path.of(name + suffix);
    try {
      Files.writeString(aside, text);
      Files.move(aside, Path.of(name), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      System.err.println("Could not write " + name + ": " + e.getMessage());
    }
  }

  /** Removes the pid file and the unix socket; the port file stays, as in memcached. */
  void remove() {
    try {
      if (!options.process().pidFile().isEmpty()) {
        Files.deleteIfExists(Path.of(options.process().pidFile()));
      }
      if (!options.network().socketPath().isEmpty()) {
        UnixSocket.remove(Path.of(options.network().socketPath()));
      }
    } catch (IOException e) {
      System.err.println("Could not remove " + e.getMessage());
    }
  }
}

package dev.memfleet.server.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.memfleet.server.peer.CacheServer;
import dev.memfleet.server.peer.SaslServer;
import dev.memfleet.server.peer.Software;
import dev.memfleet.server.peer.TextClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Three servers of the same software. The third is reached through a {@link Link}, which test
 * programs control over a port: each connection sends one of the words {@code cut}, {@code mend}
 * and {@code served} and receives a line in reply. {@code served} asks whether the third server has
 * answered since the link was mended.
 */
final class Fleet implements AutoCloseable {
  static final String USER = "alice";
  static final String PASSWORD = "s3cret";
  private static final int SERVERS = 3;

  private final List<CacheServer> servers = new ArrayList<>();
  private final List<Integer> ports = new ArrayList<>();
  private final Link link;
  private final ServerSocket control = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());

  private interface Starter {
    CacheServer start(int number) throws IOException;
  }

  private Fleet(Starter starter) throws IOException {
    for (int i = 0; i < SERVERS; i++) {
      servers.add(starter.start(i));
      ports.add(servers.get(i).port());
    }
    link = new Link(ports.get(SERVERS - 1));
    ports.set(SERVERS - 1, link.port());
    Thread thread = new Thread(this::obey, "fleet control");
    thread.setDaemon(true);
    thread.start();
  }

  static Fleet start(Software software) throws IOException {
    return new Fleet(number -> software.start());
  }

  /** Servers that require SASL logins, their users' files in a folder. */
  static Fleet startWithLogins(Software software, Path folder) throws IOException {
    return new Fleet(
        number ->
            SaslServer.start(
                software,
                Files.createDirectories(folder.resolve(software.name() + number)),
                USER,
                PASSWORD));
  }

  private void obey() {
    while (!control.isClosed()) {
      try (Socket socket = control.accept();
          BufferedReader words =
              new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII))) {
        String answer = order(words.readLine());
        socket.getOutputStream().write((answer + "\n").getBytes(US_ASCII));
      } catch (IOException e) {
        // The fleet is closed, or the program has ended.
      }
    }
  }

  /** Executes a word received on the control port; returns the reply. */
  String order(String word) throws IOException {
    switch (word) {
      case "cut" -> link.cut();
      case "mend" -> link.mend();
      case "served" -> {
        return isServed() ? "yes" : "no";
      }
      default -> throw new IllegalArgumentException(word + " (expected cut, mend or served)");
    }
    return "done";
  }

  /** Whether the third server has answered since the link to it was mended. */
  boolean isServed() {
    return link.isUsed();
  }

  /** Mends the link, if a flow that failed has left it cut. */
  void mend() throws IOException {
    if (link.isCut()) {
      link.mend();
    }
  }

  /** Empties all servers. */
  void flush() throws IOException {
    for (TextClient server : connect()) {
      try (server) {
        server.exchange("flush_all\r\n");
      }
    }
  }

  /** A connection to each server, not through the link. */
  List<TextClient> connect() throws IOException {
    List<TextClient> clients = new ArrayList<>();
    for (CacheServer server : servers) {
      clients.add(server.connect());
    }
    return clients;
  }

  /** The ports on 127.0.0.1 by which clients reach the servers. */
  List<Integer> ports() {
    return List.copyOf(ports);
  }

  /** The servers' addresses, separated by commas. */
  String addresses() {
    return String.join(",", ports.stream().map(port -> "127.0.0.1:" + port).toList());
  }

  int controlPort() {
    return control.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    control.close();
    link.close();
    for (CacheServer server : servers) {
      server.close();
    }
  }
}

package dev.memfleet.server.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Debian's memcached on a unix socket, and one connection to it. */
final class RealMemcached implements AutoCloseable {
  private final Process process;
  private final SocketChannel channel;
  private final InputStream in;
  private final OutputStream out;

  RealMemcached(Path directory, String... options) throws IOException, InterruptedException {
    Path socket = directory.resolve("memcached.sock");
    List<String> command =
        new ArrayList<>(List.of("memcached", "-u", "root", "-s", socket.toString()));
    command.addAll(List.of(options));
    process = new ProcessBuilder(command).inheritIO().start();
    while (!Files.exists(socket) && process.isAlive()) {
      Thread.onSpinWait();
    }
    channel = connect(socket);
    in = new BufferedInputStream(Channels.newInputStream(channel));
    out = Channels.newOutputStream(channel);
  }

  private static SocketChannel connect(Path socket) throws IOException {
    while (true) {
      SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        channel.connect(UnixDomainSocketAddress.of(socket));
        return channel;
      } catch (IOException notListeningYet) {
        channel.close();
      }
    }
  }

  /** Sends a command and gives the reply's first line. */
  String ask(String command) throws IOException {
    out.write(command.getBytes(ISO_8859_1));
    return line();
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new IOException("closed");
      }
      line.write(b);
    }
    return line.toString(ISO_8859_1).stripTrailing();
  }

  Map<String, String> stats(String section) throws IOException {
    Map<String, String> stats = new TreeMap<>();
    String line = ask("stats " + section + "\r\n");
    while (!line.equals("END")) {
      String[] words = line.split(" ", 3);
      stats.put(words[1], words[2]);
      line = line();
    }
    return stats;
  }

  @Override
  public void close() throws IOException {
    channel.close();
    process.destroyForcibly().onExit().join();
  }
}

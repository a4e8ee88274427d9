package dev.memfleet.server.transcript;

import dev.memfleet.server.peer.CacheServer;
import dev.memfleet.server.peer.SaslServer;
import dev.memfleet.server.peer.Software;
import dev.memfleet.server.peer.TextClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A server that is restarted when an exchange asks for other options. */
final class ReplayServer implements AutoCloseable {
  private final Software software;
  private final Path folder;
  private @Nullable CacheServer server;
  private List<String> options = List.of();
  private boolean owned;

  /**
   * @param folder for the files of users
   */
  ReplayServer(Software software, Path folder) {
    this.software = software;
    this.folder = folder;
  }

  /**
   * A connection to a server with these options, where {@code AUTH} stands for a user file. The
   * server is empty: new or flushed. It is not flushed with {@code AUTH}, where it would require a
   * login, nor without cas ids ({@code -C}), where it would hide items stored within a second after
   * a flush.
   */
  TextClient connect(List<String> wanted) throws IOException {
    if (server == null || owned || !wanted.equals(options) || speaksBinaryOnly(wanted)) {
      return connectToNew(wanted);
    }
    if (!wanted.contains("AUTH") && !wanted.contains("-C")) {
      try (TextClient client = server.connect()) {
        client.exchange("flush_all\r\n");
      }
    }
    return server.connect();
  }

  private static boolean speaksBinaryOnly(List<String> options) {
    return options.contains("binary") || options.contains("-S");
  }

  /** A connection to a server that was never flushed, and that no other exchange will use. */
  TextClient connectToOwn(List<String> wanted) throws IOException {
    TextClient client = connectToNew(wanted);
    owned = true;
    return client;
  }

  private TextClient connectToNew(List<String> wanted) throws IOException {
    close();
    owned = false;
    CacheServer started =
        wanted.contains("-S")
            ? SaslServer.start(software, folder, "foo", "bar")
            : software.start(arguments(wanted));
    server = started;
    options = wanted;
    return started.connect();
  }

  /** One more connection to the server of the last exchange. */
  TextClient reconnect() throws IOException {
    return Objects.requireNonNull(server, "no server").connect();
  }

  private String[] arguments(List<String> options) throws IOException {
    String[] arguments = options.toArray(String[]::new);
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].equals("AUTH")) {
        arguments[i] = Files.writeString(folder.resolve("auth"), "foo:bar\n").toString();
      }
    }
    return arguments;
  }

  @Override
  public void close() throws IOException {
    if (server != null) {
      server.close();
      server = null;
    }
  }
}

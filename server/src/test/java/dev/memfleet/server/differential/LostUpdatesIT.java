package dev.memfleet.server.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.server.peer.BinaryMessage;
import dev.memfleet.server.peer.CacheServer;
import dev.memfleet.server.peer.Software;
import dev.memfleet.server.peer.TextClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients at the same few keys, over each transport and protocol: no update is lost. */
class LostUpdatesIT {
  private static final int CLIENTS = 4;
  private static final int ROUNDS = 1000;
  private static final int LIMIT_SECONDS = 100;

  @TempDir private Path folder;
  private final ExecutorService pool = Executors.newFixedThreadPool(CLIENTS);

  @AfterEach
  void stop() {
    pool.shutdownNow();
  }

  /** One client's updates. */
  private interface Updates {
    void increment(TextClient client) throws IOException;

    void append(TextClient client) throws IOException;

    /** Replaces the number by the next one; false if another client was faster. */
    boolean swap(TextClient client) throws IOException;
  }

  @ParameterizedTest
  @CsvSource({"TCP, false", "UNIX, false", "TLS, false", "TCP, true", "UNIX, true", "TLS, true"})
  void updatesOfTheSameKeys_areNeverLost(Transport transport, boolean binary) throws Exception {
    List<String> options = new ArrayList<>(List.of("-t", "2"));
    options.addAll(transport.options(folder));
    Updates updates = binary ? new Binary() : new Text();
    try (CacheServer server = Software.MEMFLEET.start(options.toArray(String[]::new));
        TextClient main = server.connect()) {
      main.exchange("set count 0 0 1\r\n0\r\nset swapped 0 0 1\r\n0\r\nset list 0 0 0\r\n\r\n");
      List<Future<Integer>> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(pool.submit(() -> update(server, updates)));
      }
      int swaps = 0;
      for (Future<Integer> client : clients) {
        swaps += client.get(LIMIT_SECONDS, TimeUnit.SECONDS);
      }
      assertThat(value(main, "count")).isEqualTo("" + CLIENTS * ROUNDS);
      assertThat(value(main, "swapped")).isEqualTo("" + swaps);
      assertThat(value(main, "list")).isEqualTo("x".repeat(CLIENTS * ROUNDS));
    }
  }

  private static int update(CacheServer server, Updates updates) throws IOException {
    int swaps = 0;
    try (TextClient client = server.connect()) {
      for (int i = 0; i < ROUNDS; i++) {
        updates.increment(client);
        updates.append(client);
        swaps += updates.swap(client) ? 1 : 0;
      }
    }
    return swaps;
  }

  private static String value(TextClient client, String key) throws IOException {
    return client.exchange("get " + key + "\r\n").split("\r\n", -1)[1];
  }

  private static final class Text implements Updates {
    @Override
    public void increment(TextClient client) throws IOException {
      client.send("incr count 1\r\n");
      assertThat(client.readLine()).matches("\\d+\r\n");
    }

    @Override
    public void append(TextClient client) throws IOException {
      client.send("append list 0 0 1\r\nx\r\n");
      assertThat(client.readLine()).isEqualTo("STORED\r\n");
    }

    @Override
    public boolean swap(TextClient client) throws IOException {
      client.send("gets swapped\r\n");
      String[] reply = client.readThrough("END\r\n").split("\\s+", -1);
      String next = "" + (Integer.parseInt(reply[5]) + 1);
      client.send("cas swapped 0 0 " + next.length() + " " + reply[4] + "\r\n" + next + "\r\n");
      String answer = client.readLine();
      assertThat(answer).isIn("STORED\r\n", "EXISTS\r\n");
      return answer.startsWith("STORED");
    }
  }

  private static final class Binary implements Updates {
    private static final int STATUS_AT = 6;
    private static final int BODY_LENGTH_AT = 8;
    private static final int CAS_AT = 16;
    private static final int EXISTS = 2;
    private static final String NO_INITIAL =
        "\0\0\0\0\0\0\0\1" + "\0".repeat(8) + "\u00ff".repeat(4);

    @Override
    public void increment(TextClient client) throws IOException {
      assertThat(status(ask(client, new BinaryCommand(0x05, NO_INITIAL, "count", "", 0)))).isZero();
    }

    @Override
    public void append(TextClient client) throws IOException {
      assertThat(status(ask(client, new BinaryCommand(0x0e, "", "list", "x", 0)))).isZero();
    }

    @Override
    public boolean swap(TextClient client) throws IOException {
      ByteBuffer now = ask(client, new BinaryCommand(0x00, "", "swapped", "", 0));
      String value =
          StandardCharsets.ISO_8859_1.decode(now.slice(28, now.capacity() - 28)).toString();
      String next = "" + (Integer.parseInt(value) + 1);
      int status =
          status(
              ask(
                  client,
                  new BinaryCommand(0x01, "\0".repeat(8), "swapped", next, now.getLong(CAS_AT))));
      assertThat(status).isIn(0, EXISTS);
      return status == 0;
    }

    private static int status(ByteBuffer response) {
      return response.getShort(STATUS_AT);
    }

    private static ByteBuffer ask(TextClient client, BinaryCommand command) throws IOException {
      client.send(command.bytes(0, 0));
      String header = client.read(BinaryMessage.HEADER);
      int length =
          ByteBuffer.wrap(header.getBytes(StandardCharsets.ISO_8859_1)).getInt(BODY_LENGTH_AT);
      String response = header + client.read(length);
      return ByteBuffer.wrap(response.getBytes(StandardCharsets.ISO_8859_1));
    }
  }
}

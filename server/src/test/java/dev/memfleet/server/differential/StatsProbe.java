package dev.memfleet.server.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.server.peer.Polling;
import dev.memfleet.server.peer.TextClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A client that sends requests, compares figures with what is expected of them, and notes which
 * differ from a plain server's. A figure is written {@code curr_items 3}, {@code items:1:number 3},
 * {@code 1:used_chunks 3} or {@code settings:maxconns 100}.
 */
final class StatsProbe implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String SETTINGS = "settings:";

  private final Connector connector;
  private final TextClient client;
  private final Map<String, String> plain;
  private final Set<String> moved;

  /**
   * Connects to a fresh server.
   *
   * @param connector opens connections to it
   * @param plain the figures of a plain server, by key
   * @param moved receives the section and name of each key that has the expected value, if the
   *     plain server's value differs
   */
  StatsProbe(Connector connector, Map<String, String> plain, Set<String> moved) throws IOException {
    this.connector = connector;
    this.plain = plain;
    this.moved = moved;
    client = connect();
  }

  /** Another connection. */
  TextClient connect() throws IOException {
    return connector.connect();
  }

  /** Sends requests one after the other. */
  StatsProbe send(String... requests) throws IOException {
    for (String request : requests) {
      ask(request);
    }
    return this;
  }

  /** Logs in with a user and password; demands this reply. */
  StatsProbe login(String credentials, String reply) throws IOException {
    client.send(Scenario.set("login", credentials) + "\r\n");
    assertThat(client.readLine()).isEqualTo(reply + "\r\n");
    return this;
  }

  /** Sends a request; the answer is the reply. */
  String ask(String request) throws IOException {
    return client.exchange(request + "\r\n");
  }

  /** A present figure. */
  String figure(String key) throws IOException {
    Map<String, String> stats = client.stats(command(key));
    return stats.getOrDefault(bare(key), "absent");
  }

  long number(String key) throws IOException {
    return Long.parseLong(figure(key));
  }

  /** Demands these figures at once. */
  StatsProbe expect(String... figures) throws IOException {
    List<String> actual = new ArrayList<>();
    for (String figure : figures) {
      actual.add(key(figure) + " " + figure(key(figure)));
    }
    assertThat(actual).containsExactly(figures);
    Arrays.stream(figures).forEach(figure -> note(key(figure), figure.split(" ", 2)[1]));
    return this;
  }

  /** Waits until the background threads have led to these figures. */
  StatsProbe await(String... figures) throws IOException {
    for (String figure : figures) {
      until(figure, () -> (key(figure) + " " + figure(key(figure))).equals(figure));
    }
    return expect(figures);
  }

  /** Waits until figures are above 0; for what depends on how threads run. */
  StatsProbe awaitPositive(String... keys) {
    for (String key : keys) {
      until(key + " above 0", () -> number(key) > 0);
      moved(key);
    }
    return this;
  }

  /** Repeats an action until figures have changed. */
  StatsProbe repeatUntilChanged(Action action, String... keys) throws IOException {
    List<String> before = figures(keys);
    until(
        List.of(keys) + " to change",
        () -> {
          action.run();
          List<String> now = figures(keys);
          return IntStream.range(0, keys.length).noneMatch(i -> now.get(i).equals(before.get(i)));
        });
    Arrays.stream(keys).forEach(this::moved);
    return this;
  }

  /** Notes that a figure has been seen to change. */
  void moved(String key) {
    moved.add(name(key));
  }

  private List<String> figures(String... keys) throws IOException {
    List<String> figures = new ArrayList<>();
    for (String key : keys) {
      figures.add(figure(key));
    }
    return figures;
  }

  /** Opens connections to a server. */
  interface Connector {
    TextClient connect() throws IOException;
  }

  /** Something done to a server. */
  interface Action {
    void run() throws IOException;
  }

  /** A condition that asks a server. */
  interface Condition {
    boolean holds() throws IOException;
  }

  void until(String what, Condition condition) {
    Polling.until(
        LIMIT,
        what,
        () -> {
          try {
            return condition.holds() ? Optional.of(true) : Optional.empty();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private void note(String key, String value) {
    if (!value.equals(plain.get(key))) {
      moved(key);
    }
  }

  private static String key(String figure) {
    return figure.substring(0, figure.indexOf(' '));
  }

  private static String bare(String key) {
    return key.startsWith(SETTINGS) ? key.substring(SETTINGS.length()) : key;
  }

  private static String command(String key) {
    String section = section(key);
    return section.equals("general") ? "" : section;
  }

  /** The key as the contract writes it, behind its section. */
  private static String name(String key) {
    return section(key) + " " + bare(key).replaceFirst("^(items:)?\\d+:", "");
  }

  private static String section(String key) {
    if (key.startsWith("items:")) {
      return "items";
    }
    if (key.startsWith(SETTINGS)) {
      return "settings";
    }
    boolean slabs = Character.isDigit(key.charAt(0)) || StatsKey.isTotal(key);
    return slabs ? "slabs" : "general";
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}

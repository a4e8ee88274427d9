package dev.memfleet.server.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.server.Server;
import dev.memfleet.server.peer.CacheServer;
import dev.memfleet.server.peer.Pem;
import dev.memfleet.server.peer.Software;
import dev.memfleet.server.peer.TextClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/**
 * For every key of {@code stats} and of its sections items, slabs and settings, except for the
 * constant ones, some scenario of traffic or options changes the value to the expected one.
 * Scenarios for both servers demand the same values of memcached.
 */
class StatsMovementIT {
  private static final List<String> ONE_THREAD = List.of("-t", "1");
  private static final List<String> LOCAL = List.of("-l", "127.0.0.1", "-p", "-1", "-t", "1");

  @TempDir private static Path folder;

  /** What has moved so far; a scenario that is run once more adds to it. */
  private static final Set<String> MOVED = new TreeSet<>();

  private static Stream<Scenario> scenarios(Software software) throws IOException {
    Pem pem = new Pem(folder).authority("ca").issue("ca", "own");
    return Stream.of(
            CommandScenarios.all(),
            LruScenarios.all(),
            PageScenarios.all(),
            ConnectionScenarios.all(Files.writeString(folder.resolve("users"), "user:secret\n")),
            SettingScenarios.all(pem))
        .flatMap(List::stream)
        .filter(scenario -> scenario.servers().contains(software));
  }

  /** Counters of exhausted budgets, which ResourceIT moves in a server with a small heap. */
  private static final Set<String> USED_UP =
      Set.of("general read_buf_oom", "general response_obj_oom");

  @TestFactory
  Stream<DynamicTest> everyKey_isMoved() throws IOException {
    Map<String, String> plain = plainFigures();
    return Stream.concat(
        scenarios(Software.MEMFLEET)
            .map(scenario -> test(scenario.name(), () -> runOnOurs(scenario, plain))),
        Stream.of(
            test(
                "no key is left",
                () ->
                    assertThat(keysToMove())
                        .filteredOn(key -> !USED_UP.contains(key))
                        .isSubsetOf(MOVED)),
            test("no constant moves", () -> assertThat(MOVED).isSubsetOf(keysToMove()))));
  }

  private static DynamicTest test(String name, Executable body) {
    return DynamicTest.dynamicTest(name, body);
  }

  @TestFactory
  Stream<DynamicTest> memcached_movesAlike() throws IOException {
    return scenarios(Software.MEMCACHED)
        .map(scenario -> test(scenario.name(), () -> runOnMemcached(scenario)));
  }

  private static Set<String> keysToMove() {
    Set<String> keys = new TreeSet<>();
    for (StatsKey key : StatsKey.all()) {
      if (key.isIn(Software.MEMFLEET) && !ClosedList.isConstant(key.name())) {
        keys.add(key.section() + " " + key.name());
      }
    }
    return keys;
  }

  /** A server without options, with one item in each slab class. */
  private static Map<String, String> plainFigures() throws IOException {
    Map<String, String> figures = new HashMap<>();
    try (Server server = Server.start(arguments(List.of()));
        TextClient client = TextClient.connect(server.port())) {
      for (int length = 1; length <= 500_000; length = length * 9 / 8 + 1) {
        client.exchange(Scenario.set("k" + length, length) + "\r\n");
      }
      for (String section : List.of("", "items", "slabs")) {
        figures.putAll(client.stats(section));
      }
      client.stats("settings").forEach((key, value) -> figures.put("settings:" + key, value));
    }
    return figures;
  }

  private static String[] arguments(List<String> options) {
    List<String> arguments = new ArrayList<>(LOCAL);
    arguments.addAll(options);
    return arguments.toArray(String[]::new);
  }

  private static void runOnOurs(Scenario scenario, Map<String, String> plain) throws IOException {
    try (Server server = Server.start(arguments(scenario.options()));
        StatsProbe probe = new StatsProbe(() -> connect(server, scenario), plain, MOVED)) {
      scenario.traffic().run(probe);
    }
  }

  private static TextClient connect(Server server, Scenario scenario) throws IOException {
    if (scenario.options().contains("-Z")) {
      return TextClient.connect(server.port(), Pem.trustingAll());
    }
    int socket = scenario.options().indexOf("-s");
    return socket < 0
        ? TextClient.connect(server.port())
        : TextClient.connect(Path.of(scenario.options().get(socket + 1)));
  }

  private static void runOnMemcached(Scenario scenario) throws IOException {
    List<String> options = new ArrayList<>(ONE_THREAD);
    options.addAll(scenario.options());
    try (CacheServer server = Software.MEMCACHED.start(options.toArray(String[]::new));
        StatsProbe probe = new StatsProbe(server::connect, Map.of(), new TreeSet<>())) {
      scenario.traffic().run(probe);
    }
  }
}

package dev.memfleet.server.differential;

import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.server.peer.CacheServer;
import dev.memfleet.server.peer.Software;
import dev.memfleet.server.peer.TextClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random commands to both servers: the same replies, and afterwards the same figures. */
class DifferentialIT {
  private static final long SEED = 20_260_101;
  private static final int TEXT_COMMANDS = 100_000;
  private static final int BINARY_COMMANDS = 30_000;
  private static final int COMMANDS_WITH_THREADS = 100_000;
  private static final int BINARY_BATCH = 200;
  private static final int ENOUGH_WORK = 1000;
  private static final Predicate<String> ARITHMETIC =
      Pattern.compile("^(?:incr|decr|ma) ").asPredicate();

  private static final int ATTEMPTS = 5;

  @TempDir private Path folder;
  private RandomCommand commands = new RandomCommand(SEED);
  private long start = System.nanoTime();

  /** A comparison that may be restarted. */
  private interface Attempt {
    void run() throws IOException;
  }

  private void attempt(Attempt attempt) throws IOException {
    for (int i = 1; ; i++) {
      try {
        attempt.run();
        return;
      } catch (MisreadNumberException e) {
        assertThat(i).as(e.getMessage()).isLessThan(ATTEMPTS);
        commands = new RandomCommand(SEED);
        start = System.nanoTime();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void withoutBackgroundThreads_allFiguresAreTheSame(Transport transport) throws IOException {
    attempt(() -> compareWithoutThreads(transport));
  }

  @Test
  void withBackgroundThreads_figuresAreTheSameButForTheirPace() throws IOException {
    attempt(this::compareWithThreads);
  }

  @Test
  void binaryRequests_haveTheSameResponsesAndFigures() throws IOException {
    RandomBinaryCommand random = new RandomBinaryCommand(SEED);
    String[] options = {"-m", "1024", "-o", "no_lru_crawler,no_lru_maintainer"};
    try (CacheServer memfleet = Software.MEMFLEET.start(options);
        CacheServer memcached = Software.MEMCACHED.start(options);
        BinarySide ours = new BinarySide(memfleet);
        BinarySide theirs = new BinarySide(memcached)) {
      for (int i = 0; i < BINARY_COMMANDS; i += BINARY_BATCH) {
        List<BinaryCommand> batch = Stream.generate(random::next).limit(BINARY_BATCH).toList();
        List<String> responses = ours.ask(batch);
        List<String> expected = theirs.ask(batch);
        for (int j = 0; j < batch.size(); j++) {
          assertThat(responses.get(j)).as(batch.get(j).toString()).isEqualTo(expected.get(j));
        }
      }
      compareStats(memfleet, memcached, UnaryOperator.identity());
    }
  }

  /**
   * Starts a new batch at each arithmetic command, because memcached pads a number that got shorter
   * only if no earlier reply of the batch still holds the item.
   */
  private void compareWithoutThreads(Transport transport) throws IOException {
    int count = TEXT_COMMANDS / (transport == Transport.TCP ? 1 : 2);
    List<String> drawn = draw(count, command -> command.length() <= transport.longest);
    try (CacheServer memfleet = start(Software.MEMFLEET, transport);
        CacheServer memcached = start(Software.MEMCACHED, transport);
        ServerPair servers = new ServerPair(memfleet, memcached)) {
      for (List<String> batch : batches(drawn, transport.batchBytes, ARITHMETIC)) {
        servers.compare(batch, ReplyComparison.SECONDS_APART);
      }
      compareStats(memfleet, memcached, UnaryOperator.identity());
    }
  }

  /** A server without background threads, its socket or keys in a folder of its own. */
  private CacheServer start(Software software, Transport transport) throws IOException {
    List<String> options = new ArrayList<>(List.of("-m", "1024"));
    options.addAll(List.of("-o", "no_lru_crawler,no_lru_maintainer"));
    options.addAll(transport.options(Files.createDirectories(folder.resolve(software.name()))));
    return software.start(options.toArray(String[]::new));
  }

  /**
   * Sends no arithmetic commands, because memcached pads a number that got shorter only while no
   * other thread holds the item. The last access times of items may differ, because they depend on
   * when the maintainer has examined the items.
   */
  private void compareWithThreads() throws IOException {
    String[] options = {"-m", "1024", "-o", "slab_reassign,slab_automove=1"};
    try (CacheServer memfleet = Software.MEMFLEET.start(options);
        CacheServer memcached = Software.MEMCACHED.start(options);
        BackgroundThreads ours = new BackgroundThreads(memfleet);
        BackgroundThreads theirs = new BackgroundThreads(memcached);
        ServerPair servers = new ServerPair(memfleet, memcached)) {
      List<String> drawn = draw(COMMANDS_WITH_THREADS, not(ARITHMETIC));
      for (List<String> batch : batches(drawn, Transport.TCP.batchBytes, command -> false)) {
        servers.compare(batch, ReplyComparison.SECONDS_APART + seconds());
      }
      ours.removeExpired();
      theirs.removeExpired();
      assertThat(List.of(ours.work(), theirs.work())).allMatch(work -> work > ENOUGH_WORK);
      compareStats(memfleet, memcached, PaceFreeStats::of);
    }
  }

  private long seconds() {
    return (System.nanoTime() - start) / 1_000_000_000;
  }

  private List<String> draw(int count, Predicate<String> wanted) {
    return Stream.generate(commands::next).filter(wanted).limit(count).toList();
  }

  /**
   * Splits commands into batches to send at once. A new batch starts when the current one is full,
   * and at each command that must be the first of its batch.
   */
  private static List<List<String>> batches(
      List<String> commands, int full, Predicate<String> first) {
    List<List<String>> batches = new ArrayList<>();
    int bytes = full;
    for (String command : commands) {
      if (bytes >= full || first.test(command)) {
        batches.add(new ArrayList<>());
        bytes = 0;
      }
      batches.get(batches.size() - 1).add(command);
      bytes += command.length();
    }
    return batches;
  }

  private static void compareStats(
      CacheServer ours, CacheServer theirs, UnaryOperator<Map<String, String>> view)
      throws IOException {
    try (TextClient ourClient = ours.connect();
        TextClient theirClient = theirs.connect()) {
      for (String section : List.of("", "items", "slabs")) {
        Map<String, String> actual = view.apply(ourClient.stats(section));
        Map<String, String> expected = view.apply(theirClient.stats(section));
        assertThat(ClosedList.differences(actual, expected)).as("stats %s", section).isEmpty();
      }
    }
  }
}

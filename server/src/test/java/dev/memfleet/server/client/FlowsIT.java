package dev.memfleet.server.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.server.peer.Command;
import dev.memfleet.server.peer.Software;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Flows of applications over three servers are the same with ours as with memcached: all commands
 * of a client, cache-aside with invalidation, a sliding session, a rate limiter, and a server that
 * is lost and comes back. Clients of the binary protocol log in.
 */
class FlowsIT {
  private static final Path TESTS = Path.of("src", "test");
  private static final String PYTHON = "/usr/bin/python3";
  private static final List<Fleet> PLAIN = new ArrayList<>();
  private static final List<Fleet> WITH_LOGINS = new ArrayList<>();

  @TempDir private static Path users;
  @TempDir private Path folder;

  @BeforeAll
  static void startFleets() throws Exception {
    for (Software software : Software.values()) {
      PLAIN.add(Fleet.start(software));
      WITH_LOGINS.add(Fleet.startWithLogins(software, users));
    }
    NodeModules.install();
  }

  @AfterAll
  static void stopFleets() throws Exception {
    for (Fleet fleet : PLAIN) {
      fleet.close();
    }
    for (Fleet fleet : WITH_LOGINS) {
      fleet.close();
    }
  }

  @Test
  void pymemcache_seesNoDifference() throws Exception {
    assertSame(PLAIN, fleet -> program(fleet, "python", PYTHON, "flows.py", "pymemcache"));
  }

  @Test
  void pythonMemcache_seesNoDifference() throws Exception {
    assertSame(PLAIN, fleet -> program(fleet, "python", PYTHON, "flows.py", "python-memcache"));
  }

  @Test
  void pylibmc_seesNoDifference() throws Exception {
    assertSame(PLAIN, fleet -> program(fleet, "python", PYTHON, "flows.py", "pylibmc"));
  }

  @Test
  void pylibmcWithLogins_seesNoDifference() throws Exception {
    assertSame(WITH_LOGINS, fleet -> loggedIn(fleet, "python", PYTHON, "flows.py", "pylibmc"));
  }

  @Test
  void cacheMemcached_seesNoDifference() throws Exception {
    assertSame(PLAIN, fleet -> program(fleet, "perl", "perl", "flows.pl"));
  }

  @Test
  void npmMemcached_seesNoDifference() throws Exception {
    assertSame(PLAIN, fleet -> program(fleet, "node", "node", "flows.js", "memcached"));
  }

  @Test
  void memjs_seesNoDifference() throws Exception {
    assertSame(WITH_LOGINS, fleet -> loggedIn(fleet, "node", "node", "flows.js", "memjs"));
  }

  @Test
  void dalli_seesNoDifference() throws Exception {
    assertSame(WITH_LOGINS, fleet -> loggedIn(fleet, "ruby", "ruby", "flows.rb"));
  }

  @Test
  void phpMemcached_seesNoDifference() throws Exception {
    assertSame(PLAIN, fleet -> program(fleet, "php", "php", "flows.php"));
  }

  @Test
  void phpMemcachedWithLogins_seesNoDifference() throws Exception {
    assertSame(WITH_LOGINS, fleet -> loggedIn(fleet, "php", "php", "flows.php"));
  }

  @Test
  void spymemcached_seesNoDifference() throws Exception {
    assertSame(PLAIN, fleet -> JavaFlows.run(fleet, SpyClient.text(servers(fleet))));
  }

  @Test
  void spymemcachedWithLogins_seesNoDifference() throws Exception {
    assertSame(
        WITH_LOGINS,
        fleet ->
            JavaFlows.run(fleet, SpyClient.binary(servers(fleet), Fleet.USER, Fleet.PASSWORD)));
  }

  @Test
  void xmemcached_seesNoDifference() throws Exception {
    assertSame(PLAIN, fleet -> JavaFlows.run(fleet, XClient.text(servers(fleet))));
  }

  @Test
  void xmemcachedWithLogins_seesNoDifference() throws Exception {
    assertSame(
        WITH_LOGINS,
        fleet -> JavaFlows.run(fleet, XClient.binary(servers(fleet), Fleet.USER, Fleet.PASSWORD)));
  }

  @Test
  void nginx_seesNoDifference() throws Exception {
    assertSame(PLAIN, fleet -> NginxFlows.run(fleet, newFolder()));
  }

  @Test
  void clientBehindTwemproxy_seesNoDifference() throws Exception {
    assertSame(
        PLAIN,
        fleet -> {
          try (Front twemproxy = Front.twemproxy(fleet, newFolder())) {
            String address = "127.0.0.1:" + twemproxy.port();
            String control = Integer.toString(fleet.controlPort());
            return run("python", List.of(PYTHON, "flows.py", "pymemcache", control, address));
          }
        });
  }

  private interface Flow {
    List<String> run(Fleet fleet) throws Exception;
  }

  private static void assertSame(List<Fleet> fleets, Flow flow) throws Exception {
    List<List<String>> seen = new ArrayList<>();
    for (Fleet fleet : fleets) {
      fleet.mend();
      if (fleets.equals(PLAIN)) {
        fleet.flush();
      }
      seen.add(flow.run(fleet));
    }
    assertThat(seen.get(1)).isNotEmpty().isEqualTo(seen.get(0));
  }

  private Path newFolder() throws Exception {
    return Files.createTempDirectory(folder, "front");
  }

  private static List<InetSocketAddress> servers(Fleet fleet) {
    InetAddress host = InetAddress.getLoopbackAddress();
    return fleet.ports().stream().map(port -> new InetSocketAddress(host, port)).toList();
  }

  private static List<String> loggedIn(Fleet fleet, String directory, String... program)
      throws Exception {
    List<String> command = command(fleet, program);
    command.addAll(List.of(Fleet.USER, Fleet.PASSWORD));
    return run(directory, command);
  }

  private static List<String> program(Fleet fleet, String directory, String... program)
      throws Exception {
    return run(directory, command(fleet, program));
  }

  private static List<String> command(Fleet fleet, String... program) {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(List.of(Integer.toString(fleet.controlPort()), fleet.addresses()));
    return command;
  }

  private static List<String> run(String directory, List<String> command) throws Exception {
    Command.Outcome outcome = Command.run(TESTS.resolve(directory), command);
    assertThat(outcome.status()).as(outcome.output()).isZero();
    return outcome.output().lines().toList();
  }
}

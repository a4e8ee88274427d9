package dev.memfleet.exporter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.catalog.Page;
import dev.memfleet.exporter.peer.Agent;
import dev.memfleet.exporter.peer.FleetFile;
import dev.memfleet.exporter.peer.RawHttp;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand wrong logins, from the very address that right ones come from. */
class LoginFloodIT {
  private static final int CLIENTS = 100;
  private static final int LOGINS_OF_CLIENT = 100;
  private static final double ALL = CLIENTS * LOGINS_OF_CLIENT;

  /** Two users with one password; bcrypt's cost is the lowest, as the test checks many logins. */
  private static final String USERS =
      """
      basic_auth_users:
        alice: $2b$04$abcdefghijklmnopqrstuujZkTwHUiJ9XdZPwKfcfDo7dMp5DjlTu
        bob: $2b$04$abcdefghijklmnopqrstuujZkTwHUiJ9XdZPwKfcfDo7dMp5DjlTu
      """;

  private static final String END = "Connection: close\r\n";

  @TempDir Path folder;

  @Test
  void rightLogins_areAnsweredAmongWrongOnes() {
    try (Agent agent = start(USERS)) {
      assertThat(refused(agent, "login")).isZero();
      List<RawHttp> flood = flood(agent);
      assertThat(status(agent, "bob")).as("not known yet").isEqualTo(200);
      double seen = refused(agent, "login");
      assertThat(seen).as("answered meanwhile").isLessThan(ALL);
      while (seen < ALL) {
        seen = refused(agent, "login");
      }
      assertThat(statuses(flood)).isEqualTo(Map.of(401, ALL));
      assertThat(refused(agent, "login")).isEqualTo(ALL);
      assertThat(refused(agent, "busy")).isZero();
    }
  }

  @Test
  void rightLogins_haveTheirRateBesideThatOfWrongOnes() {
    try (Agent agent = start(USERS + "rate_limit: {interval: 1h, burst: 8}\n")) {
      assertThat(status(agent, "alice")).isEqualTo(200);
      assertThat(statuses(flood(agent))).isEqualTo(Map.of(401, 7.0, 429, ALL - 7));
      assertThat(refused(agent, "rate_limit")).isEqualTo(ALL - 7);
      for (int i = 1; i < 8; i++) {
        assertThat(status(agent, "alice")).isEqualTo(200);
      }
      assertThat(status(agent, "alice")).isEqualTo(429);
    }
  }

  private static List<RawHttp> flood(Agent agent) {
    List<RawHttp> flood = new ArrayList<>();
    for (int client = 0; client < CLIENTS; client++) {
      StringBuilder requests = new StringBuilder();
      for (int i = 1; i <= LOGINS_OF_CLIENT; i++) {
        String user = i % 2 == 0 ? "alice" : "stranger" + i;
        String end = i == LOGINS_OF_CLIENT ? END : "";
        requests.append(request("/metrics", user, "wrong-" + client + "-" + i, end));
      }
      RawHttp member = new RawHttp(agent.port());
      assertThat(member.trySend(requests.toString())).isTrue();
      flood.add(member);
    }
    return flood;
  }

  /** How many answers of each status there were. */
  private static Map<Integer, Double> statuses(List<RawHttp> clients) {
    Map<Integer, Double> statuses = new TreeMap<>();
    for (RawHttp client : clients) {
      client
          .readAll()
          .lines()
          .filter(line -> line.startsWith("HTTP/1.1 "))
          .forEach(
              line -> statuses.merge(Integer.valueOf(line.substring(9, 12)), 1.0, Double::sum));
      client.close();
    }
    return statuses;
  }

  private static double refused(Agent agent, String reason) {
    String answer = ask(agent, "/-/self", "alice");
    assertThat(answer).startsWith("HTTP/1.1 200 ");
    String series = "memcached_exporter_web_requests_refused_total{reason=%s}".formatted(reason);
    return Page.parse(answer.split("\r\n\r\n", 2)[1]).getOrDefault(series, -1.0);
  }

  private static int status(Agent agent, String user) {
    return Integer.parseInt(ask(agent, "/-/healthy", user).substring(9, 12));
  }

  private static String ask(Agent agent, String path, String user) {
    return RawHttp.exchange(agent.port(), request(path, user, "wonderland", END));
  }

  private static String request(String path, String user, String password, String end) {
    String login = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    return "GET %s HTTP/1.1\r\nAuthorization: Basic %s\r\n%s\r\n".formatted(path, login, end);
  }

  private Agent start(String config) {
    return Agent.start(
        folder,
        "--memcached.address=",
        "--web.config.file=" + FleetFile.replace(folder.resolve("web.yml"), config));
  }
}

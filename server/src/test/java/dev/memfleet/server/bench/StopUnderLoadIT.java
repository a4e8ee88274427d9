package dev.memfleet.server.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.server.peer.CacheServer;
import dev.memfleet.server.peer.Command;
import dev.memfleet.server.peer.Software;
import dev.memfleet.server.peer.TextClient;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TERM, INT and USR1 end the server, even under full load; HUP does not. */
class StopUnderLoadIT {
  @ParameterizedTest
  @CsvSource({"TERM, Terminated", "INT, Interrupt", "USR1, User defined signal 1"})
  void busyServer_endsWithSuccess(String signal, String words) throws Exception {
    StopUnderLoad.Outcome outcome = StopUnderLoad.measure(Software.MEMFLEET, signal);
    assertThat(outcome.status()).isZero();
    assertThat(outcome.log()).endsWith("Signal handled: " + words + ".\n");
  }

  @Test
  void hangup_isSurvived() throws Exception {
    try (CacheServer server = Software.MEMFLEET.start();
        TextClient client = server.connect()) {
      client.exchange("set a 0 0 1\r\n1\r\n");
      Command.run(Path.of("."), List.of("kill", "-s", "HUP", Long.toString(server.pid())));
      assertThat(client.exchange("get a\r\n")).startsWith("VALUE a ");
      assertThat(server.process().isAlive()).isTrue();
    }
  }
}

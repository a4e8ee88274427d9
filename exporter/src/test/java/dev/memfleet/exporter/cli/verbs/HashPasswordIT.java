package dev.memfleet.exporter.cli.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HashPasswordIT {
  private static final String PASSWORD = "correct horse ü";

  @TempDir Path folder;

  @Test
  void pipe_isReadOnce() throws Exception {
    VerbRun run = hash(PASSWORD + "\r\nnext line\n", "--cost=4");

    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(isOf(run.out().strip(), PASSWORD)).isTrue();
    assertThat(run.out()).startsWith("$2y$04$");
    hash(PASSWORD, "--cost=5")
        .matching("\\$2y\\S+", "\\$2y\\$05\\$aSaltAndTheHash")
        .isInReadme("hash-password");
  }

  @Test
  void terminal_isAskedTwiceWithoutEcho() throws Exception {
    try (Pty pty = new Pty(folder, "hash-password", "--cost=4")) {
      pty.awaitText("Password: ");
      pty.type(PASSWORD + "\r");
      String between = pty.awaitText("Again: ");
      pty.type(PASSWORD + "\r");
      String end = pty.awaitText("<exit ");

      assertThat(between + end).doesNotContain("horse").contains("<exit 0, terminal restored>");
      String hash = end.lines().filter(line -> line.startsWith("$2y$")).findFirst().orElseThrow();
      assertThat(isOf(hash.strip(), PASSWORD)).isTrue();
    }
  }

  @Test
  void terminal_isRestoredWhenItIsInterrupted() throws Exception {
    for (String signal : new String[] {"SIGINT", "SIGTERM"}) {
      try (Pty pty = new Pty(folder, "hash-password")) {
        pty.awaitText("Password: ");
        pty.signal(signal);

        assertThat(pty.awaitText("<exit ")).contains(", terminal restored>").doesNotContain("$2y");
      }
    }
  }

  @Test
  void twoThatDiffer_giveNoHash() throws Exception {
    try (Pty pty = new Pty(folder, "hash-password")) {
      pty.awaitText("Password: ");
      pty.type("a\r");
      pty.awaitText("Again: ");
      pty.type("b\r");

      assertThat(pty.awaitText("<exit "))
          .contains(
              "hash-password: error: the two passwords differ", "<exit 1, terminal restored>");
    }
  }

  @Test
  void passwordsThatBcryptCannotTake_areRefused() {
    assertThat(hash("\n").err()).endsWith("error: the password is empty\n");
    assertThat(hash("x".repeat(73)).err())
        .endsWith("error: the password has 73 bytes, and bcrypt ignores all after 72\n");
    assertThat(hash("x".repeat(5000)).status()).isEqualTo(1);
    assertThat(hash("x", "--cost=3").status()).isEqualTo(2);
    assertThat(hash("x", "password").status()).isEqualTo(2);
  }

  private static VerbRun hash(String in, String... more) {
    String[] words = new String[more.length + 1];
    words[0] = "hash-password";
    System.arraycopy(more, 0, words, 1, more.length);
    return VerbRun.of(Palette.PLAIN, Map.of(), in, words);
  }

  private static boolean isOf(String hash, String password) {
    return BCrypt.verifyer(BCrypt.Version.VERSION_2Y).verify(password.toCharArray(), hash).verified;
  }
}

package dev.memfleet.exporter.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.peer.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped systemd units: understood by systemd, confined, and able to read their files. */
class SystemdUnitTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"deploy/memfleet-exporter.service", "../server/deploy/memfleet-server.service"})
  void unit_isUnderstoodBySystemd(String unit) throws IOException {
    Path installed = install(Path.of(unit));

    Command verify = systemd("verify", "--man=no", installed.toString());

    assertThat(verify.output()).isEmpty();
    assertThat(verify.status()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"deploy/memfleet-exporter.service", "../server/deploy/memfleet-server.service"})
  void unit_isExposedLittle(String unit) throws IOException {
    Path installed = install(Path.of(unit));

    Command security =
        systemd("security", "--offline=true", "--threshold=20", "--no-pager", installed.toString());

    assertThat(security.status()).as(security.output()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"deploy/memfleet-exporter.service", "../server/deploy/memfleet-server.service"})
  void unit_runsAsAUserThatSysusersMakes_andStaysDownAfterMistakes(String unit) throws IOException {
    List<String> lines = Files.readAllLines(Path.of(unit));
    String users = Files.readString(Path.of(unit.replace(".service", ".sysusers")));
    String user = valueOf(lines, "User=");

    assertThat(users).startsWith("u " + user + " ");
    assertThat(valueOf(lines, "RestartPreventExitStatus="))
        .isEqualTo(unit.startsWith("deploy") ? "1 2" : "1 64 71");
    assertThat(lines).noneMatch(line -> line.startsWith("DynamicUser="));
  }

  /** Every thread is a task; under a crowd of slow clients the agent has had 124. */
  @ParameterizedTest
  @ValueSource(
      strings = {"deploy/memfleet-exporter.service", "../server/deploy/memfleet-server.service"})
  void unit_allowsMoreTasksThanAgentsReach(String unit) throws IOException {
    assertThat(Integer.parseInt(valueOf(Files.readAllLines(Path.of(unit)), "TasksMax=")))
        .isGreaterThanOrEqualTo(512);
  }

  private static String valueOf(List<String> lines, String key) {
    return lines.stream()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(key.length()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + key));
  }

  /** The unit as installed, but for its program, which is a script of this test. */
  private Path install(Path unit) throws IOException {
    Path program = Files.writeString(folder.resolve("program"), "#!/bin/sh\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    String text = Files.readString(unit).replaceAll("ExecStart=\\S+", "ExecStart=" + program);
    return Files.writeString(folder.resolve(unit.getFileName()), text);
  }

  private Command systemd(String... words) {
    return Command.run(
        folder, Stream.concat(Stream.of("systemd-analyze"), Stream.of(words)).toList());
  }
}

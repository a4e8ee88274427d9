package dev.memfleet.exporter.cli.verbs;

import static java.nio.charset.StandardCharsets.UTF_8;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.BCrypt.Version;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hash-password}: the bcrypt hash of a password, for {@code basic_auth_users}. */
@Command(
    exitCodeList = {
      "0:The hash is on standard output.",
      "1:The two passwords differ, or the password is empty or too long.",
      "2:The command line is invalid."
    },
    footer = {
      "",
      "Examples:",
      "  memfleet-exporter hash-password",
      "  pwgen 24 1 | tee password | memfleet-exporter hash-password"
    })
final class HashPasswordVerb implements Callable<Integer> {
  /** Maximum length in bytes: bcrypt ignores the rest. */
  private static final int MAX_LENGTH = 72;

  private static final int MIN_COST = 4;
  private static final int MAX_COST = 16;

  private final Shell shell;

  @Spec private @Nullable CommandSpec verb;

  @Option(
      names = "--cost",
      paramLabel = "number",
      defaultValue = "10",
      description =
          "Cost of the hash, each step doubles the time of a login: 4 to 16, by default 10.")
  private int cost = 10;

  HashPasswordVerb(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws VerbException {
    if (cost < MIN_COST || cost > MAX_COST) {
      throw new ParameterException(
          Objects.requireNonNull(verb).commandLine(),
          "--cost: %d (expected %d to %d)".formatted(cost, MIN_COST, MAX_COST));
    }
    String password = new SecretInput(shell).read("Password: ", "Again: ");
    int length = password.getBytes(UTF_8).length;
    if (length == 0) {
      throw new VerbException("the password is empty");
    }
    if (length > MAX_LENGTH) {
      throw new VerbException(
          "the password has %d bytes, and bcrypt ignores all after %d"
              .formatted(length, MAX_LENGTH));
    }
    shell.out().println(BCrypt.with(Version.VERSION_2Y).hashToString(cost, password.toCharArray()));
    return 0;
  }
}

package dev.memfleet.exporter.cli.verbs;

import dev.memfleet.exporter.node.SecretSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options for requests to web servers: a running agent, or exporters to compare. */
final class AgentOption {
  static final Duration TIMEOUT = Duration.ofSeconds(10);

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec verb;

  @Option(
      names = "--url.username",
      paramLabel = "name",
      description = "User name for a web server that requires a login.")
  private @Nullable String username;

  @Option(
      names = "--url.password-file",
      paramLabel = "file",
      description = "File with that user's password.")
  private @Nullable Path passwordFile;

  @Option(
      names = "--url.ca-file",
      paramLabel = "file",
      description = "PEM file with the CA certificates to trust, instead of Java's.")
  private @Nullable Path caFile;

  @Option(
      names = "--url.insecure-skip-verify",
      description = "Do not verify web servers' certificates.")
  private boolean insecure;

  /**
   * The pages under a URL.
   *
   * @throws ParameterException for an invalid URL
   */
  AgentPages pages(URI url) throws VerbException {
    String scheme = url.getScheme();
    if (url.getHost() == null || scheme == null || !scheme.matches("(?i)https?")) {
      throw invalid(url + ": expected http://host:port or https://host:port");
    }
    return new AgentPages(url, TIMEOUT, login(), trust());
  }

  private ParameterException invalid(String message) {
    return new ParameterException(Objects.requireNonNull(verb).commandLine(), message);
  }

  private Optional<String> login() throws VerbException {
    if (username == null && passwordFile == null) {
      return Optional.empty();
    }
    if (username == null || passwordFile == null) {
      throw invalid("--url.username and --url.password-file: must be set together");
    }
    try {
      String password = new SecretSource.InFile(passwordFile).read().reveal();
      return Optional.of(username + ":" + password);
    } catch (IOException e) {
      throw new VerbException("--url.password-file: cannot read " + e.getMessage());
    }
  }

  private Optional<HttpsTrust> trust() throws VerbException {
    if (insecure) {
      return Optional.of(HttpsTrust.trustAll());
    }
    return caFile == null ? Optional.empty() : Optional.of(HttpsTrust.of(caFile));
  }
}

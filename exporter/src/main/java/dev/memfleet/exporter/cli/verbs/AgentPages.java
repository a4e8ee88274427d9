package dev.memfleet.exporter.cli.verbs;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.memfleet.exporter.text.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;

/** An HTTP client for the pages of an agent or another exporter. */
final class AgentPages {
  private static final int MAX_PAGE = 512 * 1024 * 1024;

  private final String base;
  private final Duration timeout;
  private final Optional<String> authorization;
  private final Optional<HttpsTrust> trust;

  /**
   * @param base an http or https URL, to which paths are appended
   * @param login {@code user:password}, for a server that requires one
   * @param trust empty for Java's authorities
   */
  AgentPages(URI base, Duration timeout, Optional<String> login, Optional<HttpsTrust> trust) {
    this.base = base.toString().replaceFirst("/+$", "");
    this.timeout = timeout;
    this.authorization =
        login.map(text -> "Basic " + Base64.getEncoder().encodeToString(text.getBytes(UTF_8)));
    this.trust = trust;
  }

  /** A value encoded for a query. */
  static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  /**
   * A page's text.
   *
   * @param path appended to the base; empty for the URL itself
   * @throws VerbException unless it is answered with 200
   */
  String get(String path) throws VerbException {
    String url = base + path;
    try {
      HttpURLConnection connection =
          (HttpURLConnection) URI.create(url).toURL().openConnection(Proxy.NO_PROXY);
      connection.setConnectTimeout((int) timeout.toMillis());
      connection.setReadTimeout((int) timeout.toMillis());
      connection.setInstanceFollowRedirects(false);
      connection.setRequestProperty("User-Agent", "memfleet-exporter");
      authorization.ifPresent(value -> connection.setRequestProperty("Authorization", value));
      if (connection instanceof HttpsURLConnection https && trust.isPresent()) {
        trust.get().apply(https);
      }
      return answer(url, connection);
    } catch (IOException | IllegalArgumentException e) {
      throw new VerbException(url + ": " + reason(e));
    }
  }

  private static String answer(String url, HttpURLConnection connection)
      throws IOException, VerbException {
    int status = connection.getResponseCode();
    try (InputStream body = status < 400 ? connection.getInputStream() : error(connection)) {
      String text = new String(body.readNBytes(MAX_PAGE), UTF_8);
      if (status == HttpURLConnection.HTTP_OK) {
        return text;
      }
      String said = text.lines().findFirst().orElse("").strip();
      throw new VerbException(
          "%s: status %d%s"
              .formatted(url, status, said.isEmpty() ? "" : " (" + Kind.printable(said) + ")"));
    }
  }

  private static InputStream error(HttpURLConnection connection) {
    InputStream body = connection.getErrorStream();
    return body == null ? InputStream.nullInputStream() : body;
  }

  private static String reason(Exception cause) {
    String message = cause.getMessage();
    return cause instanceof java.net.UnknownHostException
        ? "unknown host"
        : message == null ? cause.getClass().getSimpleName() : Kind.printable(message);
  }
}

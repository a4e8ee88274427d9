package dev.memfleet.exporter.config;

import java.util.List;

/**
 * A key of the web config file.
 *
 * @param path in the file
 * @param defaultValue as it would be written; empty when the key has none
 */
public record WebConfigKey(String path, String type, String defaultValue, String help) {
  // spotless:off
  /** Every key: a table. */
  public static final List<WebConfigKey> ALL = List.of(
      new WebConfigKey("tls_server_config.cert_file", "file", "", "The agent's certificate and its chain, in PEM. With it all pages are HTTPS."),
      new WebConfigKey("tls_server_config.key_file", "file", "", "The key of that certificate: PEM, PKCS#8, PKCS#1 or SEC 1, without a password."),
      new WebConfigKey("tls_server_config.cert", "text", "", "The certificate itself, in place of `cert_file`."),
      new WebConfigKey("tls_server_config.key", "secret", "", "The key itself, in place of `key_file`."),
      new WebConfigKey("tls_server_config.client_auth_type", "word", "NoClientCert", "What is asked of clients: `NoClientCert`, `RequestClientCert`, `RequireAnyClientCert`, `VerifyClientCertIfGiven` or `RequireAndVerifyClientCert`; only the last keeps others out."),
      new WebConfigKey("tls_server_config.client_ca_file", "file", "", "Certificates of who vouches for clients, in PEM; without any those of the JVM."),
      new WebConfigKey("tls_server_config.client_ca", "text", "", "The same itself, in place of `client_ca_file`."),
      new WebConfigKey("tls_server_config.client_allowed_sans", "list of texts", "[]", "Names, addresses, e-mail addresses or URIs of which a client's certificate must have one; with `RequireAnyClientCert` or `RequireAndVerifyClientCert`."),
      new WebConfigKey("tls_server_config.min_version", "word", "TLS12", "Oldest version: `TLS10`, `TLS11`, `TLS12` or `TLS13`; the JVM allows the first two no more."),
      new WebConfigKey("tls_server_config.max_version", "word", "TLS13", "Newest version."),
      new WebConfigKey("tls_server_config.cipher_suites", "list of words", "[]", "For TLS 1.2, by Go's names; without any those of the JVM. TLS 1.3 has its own."),
      new WebConfigKey("tls_server_config.prefer_server_cipher_suites", "boolean", "true", "Whether that order counts, not the client's; `false` is ignored with a line in the log, as by Go."),
      new WebConfigKey("tls_server_config.curve_preferences", "list of words", "[]", "Ignored with a line in the log: the JVM has its own."),
      new WebConfigKey("http_server_config.http2", "boolean", "true", "Whether clients may speak HTTP/2, over TLS only."),
      new WebConfigKey("http_server_config.headers.Content-Security-Policy", "text", "", "A header for every answer, like the following."),
      new WebConfigKey("http_server_config.headers.Strict-Transport-Security", "text", "", "For browsers: only HTTPS from now on."),
      new WebConfigKey("http_server_config.headers.X-Content-Type-Options", "text", "", "`nosniff`."),
      new WebConfigKey("http_server_config.headers.X-Frame-Options", "text", "", "`deny` or `sameorigin`."),
      new WebConfigKey("http_server_config.headers.X-XSS-Protection", "text", "", "For old browsers."),
      new WebConfigKey("basic_auth_users", "users", "{}", "Name and bcrypt hash (`$2y$`, `$2b$`, `$2a$`) of each user; with any, every page asks for a login."),
      new WebConfigKey("rate_limit.interval", "duration", "0", "Time in which one more request may come; 0 for no limit."),
      new WebConfigKey("rate_limit.burst", "integer", "", "Requests that may come at once. Required with an interval."));
  // spotless:on

  /** The keys that a mapping may have. */
  static List<String> within(String mapping) {
    return ConfigKey.within(mapping, ALL.stream().map(WebConfigKey::path));
  }
}

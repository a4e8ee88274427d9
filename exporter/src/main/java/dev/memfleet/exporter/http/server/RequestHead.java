package dev.memfleet.exporter.http.server;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The target of a request: its raw path and its query.
 *
 * @param path null when the target has none
 * @param query null when there is none
 */
record RequestHead(@Nullable String path, @Nullable String query) {
  private static final String PLAIN = "/-._~=&:,+[]";

  static RequestHead of(String target) throws BadRequestException {
    int question = plainUpToQuery(target);
    if (question >= 0) {
      return question == target.length()
          ? new RequestHead(target, null)
          : new RequestHead(target.substring(0, question), target.substring(question + 1));
    }
    try {
      URI uri = new URI(target);
      return new RequestHead(uri.getRawPath(), uri.getRawQuery());
    } catch (URISyntaxException malformed) {
      throw new BadRequestException("malformed request target");
    }
  }

  /**
   * The decoded rest of the path after a prefix.
   *
   * @throws BadRequestException when it is not UTF-8 text
   */
  String pathBelow(String beginning) throws BadRequestException {
    String rest = path == null ? "" : path.substring(beginning.length());
    try {
      return URLDecoder.decode(rest.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      throw new BadRequestException("malformed path: " + malformed.getMessage());
    }
  }

  /** The start of the query if the target needs no parser, else -1. */
  private static int plainUpToQuery(String target) {
    if (!target.startsWith("/") || target.startsWith("//")) {
      return -1;
    }
    int question = target.length();
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      if (c == '?' && question == target.length()) {
        question = i;
      } else if (!isLetterOrDigit(c) && PLAIN.indexOf(c) < 0) {
        return -1;
      } else if (question == target.length() && (c == '[' || c == ']')) {
        return -1;
      }
    }
    return question;
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  /** Whether a body follows the head. */
  static boolean announcesBody(MultiMap headers) {
    String length = headers.get(HttpHeaders.CONTENT_LENGTH);
    return (length != null && !length.equals("0"))
        || headers.contains(HttpHeaders.TRANSFER_ENCODING);
  }

  /** Accepts chunked bodies, and rejects any other transfer coding. */
  static void checkCoding(MultiMap headers) throws BadRequestException {
    String coding = headers.get(HttpHeaders.TRANSFER_ENCODING);
    if (coding != null && !coding.equalsIgnoreCase("chunked")) {
      throw new BadRequestException(501, "unsupported transfer encoding");
    }
  }
}

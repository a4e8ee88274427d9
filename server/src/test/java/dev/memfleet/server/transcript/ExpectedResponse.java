package dev.memfleet.server.transcript;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.Map;

/**
 * An expected binary response, as text with one character for each byte.
 *
 * @param head the header before the cas id
 * @param casName name under which a cas id chosen by the server is recorded; empty if the id is
 *     given
 * @param cas the expected id, used if {@code casName} is empty
 * @param body extras, key and value
 * @param free number of further bytes, whose content may be anything
 */
record ExpectedResponse(String head, String casName, long cas, String body, int free) {
  static final int MISMATCH = -1;

  /** Where the response that begins at an offset ends, or {@link #MISMATCH}. */
  int end(String reply, int from, Map<String, Long> captured) {
    int casAt = from + head.length();
    int bodyAt = casAt + Long.BYTES;
    int end = bodyAt + body.length() + free;
    if (end > reply.length() || !reply.startsWith(head, from) || !reply.startsWith(body, bodyAt)) {
      return MISMATCH;
    }
    long id = ByteBuffer.wrap(reply.substring(casAt, bodyAt).getBytes(ISO_8859_1)).getLong();
    if (casName.isEmpty()) {
      return id == cas ? end : MISMATCH;
    }
    captured.put(casName, id);
    return end;
  }
}

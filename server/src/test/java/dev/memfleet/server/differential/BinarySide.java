package dev.memfleet.server.differential;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.memfleet.server.peer.BinaryMessage;
import dev.memfleet.server.peer.CacheServer;
import dev.memfleet.server.peer.TextClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** One of the two servers, asked in binary, with the cas ids of its last responses. */
final class BinarySide implements AutoCloseable {
  private static final int BODY_LENGTH_AT = 8;
  private static final int OPAQUE_AT = 12;
  private static final int CAS_AT = 16;
  private static final int END = -1;
  private static final HexFormat HEX = HexFormat.of();

  private final TextClient client;
  private final Map<String, Long> casOfKeys = new HashMap<>();

  BinarySide(CacheServer server) throws IOException {
    client = server.connect();
  }

  /** Sends a batch at once; the answer is the responses to each, with whether they had cas ids. */
  List<String> ask(List<BinaryCommand> requests) throws IOException {
    StringBuilder batch = new StringBuilder();
    for (BinaryCommand request : requests) {
      batch.append(request.bytes(casOfKeys.getOrDefault(request.key(), 1L), 7));
      batch.append(BinaryCommand.SENTINEL.bytes(0, END));
    }
    client.send(batch.toString());
    List<String> replies = new ArrayList<>();
    for (BinaryCommand request : requests) {
      replies.add(responses(request));
    }
    return replies;
  }

  private String responses(BinaryCommand request) throws IOException {
    StringBuilder responses = new StringBuilder();
    while (true) {
      String head = client.read(BinaryMessage.HEADER);
      ByteBuffer header = ByteBuffer.wrap(head.getBytes(ISO_8859_1));
      String body = client.read(header.getInt(BODY_LENGTH_AT));
      if (header.getInt(OPAQUE_AT) == END) {
        return responses.toString();
      }
      long cas = header.getLong(CAS_AT);
      if (cas != 0) {
        casOfKeys.put(request.key(), cas);
      }
      responses
          .append(HEX.formatHex(header.array(), 0, CAS_AT))
          .append(cas == 0 ? " without cas " : " with cas ")
          .append(body)
          .append('\n');
    }
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}

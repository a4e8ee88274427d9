package dev.memfleet.server.transcript;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.memfleet.server.peer.TextClient;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;

/** How the bytes of a request reach the server. */
enum Delivery {
  WHOLE {
    @Override
    int next(int offset, int length, Random random) {
      return length;
    }
  },
  /** The middle of a long request comes whole: its bytes are all alike. */
  BYTE_BY_BYTE {
    @Override
    int next(int offset, int length, Random random) {
      boolean middle = length > LONG && offset == EDGE;
      return middle ? length - EDGE : offset + 1;
    }
  },
  RANDOM_SPLITS {
    @Override
    int next(int offset, int length, Random random) {
      return offset + 1 + random.nextInt(Math.max(length / 4, 16));
    }
  };

  private static final int LONG = 4096;
  private static final int EDGE = 300;

  /** End of the piece that begins at offset. */
  abstract int next(int offset, int length, Random random);

  void send(TextClient client, String request) throws IOException {
    byte[] bytes = request.getBytes(ISO_8859_1);
    Random random = new Random(bytes.length);
    int offset = 0;
    while (offset < bytes.length) {
      int end = Math.min(next(offset, bytes.length, random), bytes.length);
      client.send(Arrays.copyOfRange(bytes, offset, end));
      offset = end;
    }
  }
}

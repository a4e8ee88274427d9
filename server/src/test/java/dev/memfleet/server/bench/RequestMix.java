package dev.memfleet.server.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/**
 * Encoded requests of a workload, drawn at random. Keys have one length and all of them are stored,
 * so each kind of request has one length of reply.
 */
final class RequestMix {
  private static final int PREPARED_MULTIGETS = 512;
  private static final int STORED_LENGTH = "STORED\r\n".length();

  private final Workload workload;
  private final byte[][] gets;
  private final byte[][] setHeads;
  private final ByteBuffer setBody;
  private final int getReplyLength;
  private long random;

  RequestMix(Workload workload, long seed) {
    this.workload = workload;
    this.random = seed | 1;
    this.gets = gets();
    this.setHeads = setHeads();
    this.setBody = ByteBuffer.allocateDirect(workload.valueBytes() + 2);
    setBody.put("x".repeat(workload.valueBytes()).getBytes(US_ASCII)).put((byte) '\r');
    setBody.put((byte) '\n').flip();
    int valueLine = ("VALUE " + key(0) + " 0 " + workload.valueBytes() + "\r\n").length();
    this.getReplyLength =
        workload.keysPerGet() * (valueLine + workload.valueBytes() + 2) + "END\r\n".length();
  }

  /** Upper bound of an encoded request. */
  int maxRequestLength() {
    return Math.max(gets[0].length, setHeads[0].length + setBody.capacity());
  }

  /** Appends a request; the answer is its reply's length. */
  int appendNext(ByteBuffer out) {
    if (next(100) < workload.getPercent()) {
      out.put(gets[next(gets.length)]);
      return getReplyLength;
    }
    appendSet(out, next(setHeads.length));
    return STORED_LENGTH;
  }

  /** Appends the set of one key; the answer is its reply's length. */
  int appendSet(ByteBuffer out, int key) {
    out.put(setHeads[key]).put(setBody.rewind());
    return STORED_LENGTH;
  }

  /** First byte of the reply of this length. */
  byte replyStart(int length) {
    return (byte) (length == getReplyLength ? 'V' : 'S');
  }

  private byte[][] gets() {
    int keysPerGet = workload.keysPerGet();
    byte[][] requests = new byte[keysPerGet == 1 ? workload.keys() : PREPARED_MULTIGETS][];
    for (int i = 0; i < requests.length; i++) {
      StringBuilder request = new StringBuilder("get");
      for (int k = 0; k < keysPerGet; k++) {
        request.append(' ').append(key(keysPerGet == 1 ? i : next(workload.keys())));
      }
      requests[i] = request.append("\r\n").toString().getBytes(US_ASCII);
    }
    return requests;
  }

  private byte[][] setHeads() {
    byte[][] heads = new byte[workload.keys()][];
    for (int i = 0; i < heads.length; i++) {
      heads[i] = ("set " + key(i) + " 0 0 " + workload.valueBytes() + "\r\n").getBytes(US_ASCII);
    }
    return heads;
  }

  private static String key(int number) {
    return "key:" + (10_000_000 + number);
  }

  private int next(int bound) {
    random ^= random << 13;
    random ^= random >>> 7;
    random ^= random << 17;
    return (int) ((random >>> 33) % bound);
  }
}

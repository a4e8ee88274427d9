package dev.memfleet.server.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.stream.IntStream;

/**
 * Encoded requests of a workload, drawn at random. Keys have one length and all of them are stored,
 * so each kind of request has one length of reply.
 */
final class RequestMix {
  private static final int PREPARED_MULTIGETS = 512;

  private final Workload workload;
  private final Encoding encoding;
  private final byte[][] gets;
  private final byte[][] setHeads;
  private final ByteBuffer setBody;
  private final int getReplyLength;
  private long random;

  RequestMix(Workload workload, long seed) {
    this.workload = workload;
    this.encoding = workload.encoding();
    this.random = seed | 1;
    this.gets = gets();
    this.setHeads = setHeads();
    byte[] end = encoding.setEnd();
    this.setBody = ByteBuffer.allocateDirect(workload.valueBytes() + end.length);
    setBody.put("x".repeat(workload.valueBytes()).getBytes(US_ASCII)).put(end).flip();
    this.getReplyLength =
        encoding.getReplyLength(key(0), workload.keysPerGet(), workload.valueBytes());
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
    return appendSet(out, next(setHeads.length));
  }

  /** Appends the set of one key; the answer is its reply's length. */
  int appendSet(ByteBuffer out, int key) {
    out.put(setHeads[key]).put(setBody.rewind());
    return encoding.setReplyLength();
  }

  /** First byte of the reply of this length. */
  byte replyStart(int length) {
    return length == getReplyLength ? encoding.getReplyStart() : encoding.setReplyStart();
  }

  private byte[][] gets() {
    int keysPerGet = workload.keysPerGet();
    byte[][] requests = new byte[keysPerGet == 1 ? workload.keys() : PREPARED_MULTIGETS][];
    for (int i = 0; i < requests.length; i++) {
      requests[i] = encoding.get(keysPerGet == 1 ? new String[] {key(i)} : anyKeys(keysPerGet));
    }
    return requests;
  }

  private String[] anyKeys(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> key(next(workload.keys())))
        .toArray(String[]::new);
  }

  private byte[][] setHeads() {
    byte[][] heads = new byte[workload.keys()][];
    for (int i = 0; i < heads.length; i++) {
      heads[i] = encoding.setHead(key(i), workload.valueBytes());
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

package dev.memfleet.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.server.memory.Memory;
import dev.memfleet.server.session.Session;
import dev.memfleet.server.session.SessionOutput;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A large value is sent from its place in the store, together with the rest of its reply. */
class LargeReplyTest {
  private static final int BYTES = 40_000;

  private final StoreRig store = new StoreRig(false);
  private final Recorder output = new Recorder();
  private final Session session = new Session(store.worker(), output);

  @BeforeEach
  void storeValue() {
    serve("set big 0 0 " + BYTES + "\r\n" + "v".repeat(BYTES) + "\r\n");
    session.flush();
    output.calls.clear();
  }

  @AfterEach
  void close() {
    session.close();
    store.verifyNothingIsLeft();
    store.close();
  }

  @Test
  void value_isQueued_andSentWithTheEndOfItsReply() {
    serve("get big\r\n");
    assertThat(output.calls).containsExactly("write 19", "write 40002");
    session.flush();
    assertThat(output.calls).containsExactly("write 19", "write 40002", "send 5");
  }

  @Test
  void value_thatEndsItsReply_isSentByTheFlush_once() {
    serve("mg big v\r\n");
    assertThat(output.calls).containsExactly("write 10", "write 40002");
    assertThat(session.flush()).isTrue();
    assertThat(session.flush()).isTrue();
    assertThat(output.calls).containsExactly("write 10", "write 40002", "send 0");
  }

  @Test
  void values_queueUntilTheClientMustReadThem_andContinueThen() {
    output.room = false;
    serve("get big big\r\n");
    assertThat(session.decoder().blocked()).isTrue();
    session.flush();
    assertThat(output.calls).containsExactly("write 19", "write 40002");
    output.room = true;
    session.resume();
    session.flush();
    assertThat(session.decoder().blocked()).isFalse();
    assertThat(output.calls.subList(2, 5)).containsExactly("write 19", "write 40002", "send 5");
  }

  @Test
  void valuesThatAreCopied_areSentWheneverEnoughHaveAccumulated() {
    storeSmallerValue();
    serve("get" + " some".repeat(7) + "\r\n");
    session.flush();
    assertThat(output.calls).containsExactly("send 90066", "send 90066", "send 30027");
  }

  @Test
  void valuesThatAreCopied_waitForAClientThatDoesNotReadThem() {
    storeSmallerValue();
    output.room = false;
    serve("get" + " some".repeat(7) + "\r\n");
    assertThat(session.decoder().blocked()).isTrue();
    assertThat(output.calls).containsExactly("send 90066");
    output.room = true;
    session.resume();
    session.flush();
    assertThat(session.decoder().blocked()).isFalse();
    assertThat(output.calls).containsExactly("send 90066", "send 90066", "send 30027");
  }

  private void storeSmallerValue() {
    serve("set some 0 0 30000\r\n" + "v".repeat(30_000) + "\r\n");
    session.flush();
    output.calls.clear();
  }

  private void serve(String requests) {
    byte[] bytes = requests.getBytes(ISO_8859_1);
    long copy = Memory.allocate(bytes.length);
    try {
      Memory.copy(bytes, 0, copy, bytes.length);
      assertThat(session.decoder().decode(copy, bytes.length, 1)).isEqualTo(bytes.length);
    } finally {
      Memory.free(copy);
    }
  }

  /** Records each call with its number of bytes. */
  private static final class Recorder implements SessionOutput {
    private final List<String> calls = new ArrayList<>();
    private boolean room = true;

    @Override
    public int number() {
      return 0;
    }

    private void record(String call, ByteBuf bytes) {
      calls.add(call + " " + bytes.readableBytes());
      bytes.release();
    }

    @Override
    public boolean send(ByteBuf bytes) {
      record("send", bytes);
      return room;
    }

    @Override
    public boolean write(ByteBuf bytes) {
      record("write", bytes);
      return room;
    }

    @Override
    public void disconnect() {
      throw new AssertionError("nothing disconnects");
    }

    @Override
    public void resume() {}
  }
}

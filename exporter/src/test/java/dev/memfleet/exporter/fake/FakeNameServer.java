package dev.memfleet.exporter.fake;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A DNS server over UDP and TCP on one loopback port, with answers set by the test. */
public final class FakeNameServer implements AutoCloseable {
  private final ServerSocket tcp;
  private final DatagramSocket udp;
  private final List<String> asked = new ArrayList<>();
  private volatile Function<byte[], byte @Nullable []> overUdp = query -> null;
  private volatile Function<byte[], byte @Nullable []> overTcp = query -> null;

  public FakeNameServer() {
    try {
      tcp = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      udp = new DatagramSocket(tcp.getLocalPort(), InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::serveUdp);
    start(this::serveTcp);
  }

  /** Answers every question so; nothing when there is no answer. */
  public FakeNameServer answer(Function<byte[], byte @Nullable []> answers) {
    overUdp = answers;
    overTcp = answers;
    return this;
  }

  /** Answers questions over TCP so. */
  public FakeNameServer answerOverTcp(Function<byte[], byte @Nullable []> answers) {
    overTcp = answers;
    return this;
  }

  public String address() {
    return "127.0.0.1:" + tcp.getLocalPort();
  }

  /** The names it was asked for, in order. */
  public synchronized List<String> asked() {
    return List.copyOf(asked);
  }

  /** The name in a question. */
  public static String name(byte[] query) {
    StringBuilder name = new StringBuilder();
    for (int at = 12; query[at] != 0; at += query[at] + 1) {
      name.append(name.isEmpty() ? "" : ".");
      name.append(new String(query, at + 1, query[at], StandardCharsets.US_ASCII));
    }
    return name.toString();
  }

  private interface Task {
    void run() throws IOException;
  }

  private static void start(Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (IOException closed) {
                // the test ended
              }
            },
            "name server");
    thread.setDaemon(true);
    thread.start();
  }

  private synchronized void note(byte[] query) {
    asked.add(name(query));
  }

  private void serveUdp() throws IOException {
    while (true) {
      DatagramPacket packet = new DatagramPacket(new byte[512], 512);
      udp.receive(packet);
      byte[] query = Arrays.copyOf(packet.getData(), packet.getLength());
      note(query);
      byte[] answer = overUdp.apply(query);
      if (answer != null) {
        udp.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      }
    }
  }

  private void serveTcp() throws IOException {
    while (true) {
      try (Socket socket = tcp.accept()) {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] query = in.readNBytes(in.readUnsignedShort());
        byte[] answer = overTcp.apply(query);
        if (answer != null) {
          DataOutputStream out = new DataOutputStream(socket.getOutputStream());
          out.writeShort(answer.length);
          out.flush();
          out.write(answer, 0, answer.length / 2);
          out.flush();
          out.write(answer, answer.length / 2, answer.length - answer.length / 2);
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    udp.close();
    tcp.close();
  }
}

package dev.memfleet.server.net;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.memfleet.server.config.CommandOptions.Protocol;
import dev.memfleet.server.config.Options;
import dev.memfleet.server.net.tls.TlsProbe;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.util.List;

/** Asks a running server for its version, at the address that its options give. */
public final class VersionProbe {
  private static final int ANSWER_BYTES = 128;
  private static final int HEADER_BYTES = 24;
  private static final int BODY_LENGTH_AT = 8;
  private static final byte REQUEST_MAGIC = (byte) 0x80;
  private static final byte RESPONSE_MAGIC = (byte) 0x81;
  private static final byte VERSION = 0x0b;

  /** The reply of a server that requires a login; it counts as an answer. */
  private static final String LOGIN_FIRST = "CLIENT_ERROR unauthenticated";

  /** The answer of a server that requires a client certificate, which the check does not have. */
  private static final String CERTIFICATE_FIRST = "CLIENT_ERROR certificate required";

  private VersionProbe() {}

  /**
   * The server's answer, as a line of the text protocol.
   *
   * @throws IOException when that is neither a version nor a demand to log in or show a certificate
   */
  public static String version(Options options) throws IOException {
    List<ListenAddress> addresses = ListenAddresses.of(options.network());
    int port = options.network().port();
    if (addresses.isEmpty() || port < 0) {
      throw new IOException("-p " + port + ": no TCP port to connect to (expected 1 to 65535)");
    }
    ListenAddress at = addresses.get(0);
    if (at.security().encrypts(options.tls())
        && at.security().verification(options.tls().verification()).requiresCertificate()) {
      TlsProbe.awaitCertificate(peer(at.address()));
      return CERTIFICATE_FIRST;
    }
    boolean binary = options.commands().protocol() == Protocol.BINARY;
    try (ByteChannel channel = open(at, options)) {
      String line = binary ? askBinary(channel) : askText(channel);
      if (!line.startsWith("VERSION ") && !line.equals(LOGIN_FIRST)) {
        throw new IOException("version was answered with \"" + line + "\" (expected VERSION ...)");
      }
      return line;
    }
  }

  private static ByteChannel open(ListenAddress at, Options options) throws IOException {
    java.net.SocketAddress peer = peer(at.address());
    return at.security().encrypts(options.tls()) ? TlsProbe.open(peer) : SocketChannel.open(peer);
  }

  private static java.net.SocketAddress peer(SocketAddress address) throws IOException {
    if (address.isDomainSocket()) {
      return UnixDomainSocketAddress.of(address.path());
    }
    InetAddress host =
        ListenAddress.isAny(address)
            ? InetAddress.getLoopbackAddress()
            : InetAddress.getByName(address.host());
    return new InetSocketAddress(host, address.port());
  }

  private static String askText(ByteChannel channel) throws IOException {
    channel.write(US_ASCII.encode("version\r\n"));
    ByteBuffer answer = ByteBuffer.allocate(ANSWER_BYTES);
    String text = "";
    while (!text.endsWith("\n") && answer.hasRemaining() && channel.read(answer) >= 0) {
      text = US_ASCII.decode(answer.duplicate().flip()).toString();
    }
    return text.strip();
  }

  /** Any binary response shows that the server answers; the version is its body. */
  private static String askBinary(ByteChannel channel) throws IOException {
    channel.write(ByteBuffer.allocate(HEADER_BYTES).put(REQUEST_MAGIC).put(VERSION).rewind());
    ByteBuffer answer = ByteBuffer.allocate(ANSWER_BYTES);
    int length = HEADER_BYTES;
    while (answer.position() < Math.min(length, ANSWER_BYTES) && channel.read(answer) >= 0) {
      if (answer.position() >= HEADER_BYTES) {
        length = HEADER_BYTES + answer.getInt(BODY_LENGTH_AT);
      }
    }
    answer.flip();
    boolean response = answer.remaining() >= HEADER_BYTES && answer.get(0) == RESPONSE_MAGIC;
    String body =
        US_ASCII.decode(answer.position(Math.min(HEADER_BYTES, answer.limit()))).toString();
    return response ? "VERSION " + body : body;
  }
}

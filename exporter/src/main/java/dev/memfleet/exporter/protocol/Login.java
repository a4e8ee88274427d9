package dev.memfleet.exporter.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The login on a connection with credentials. Credentials are sent only to a node that requires
 * them: one without authentication would store the {@code set} that carries them as an item that
 * every client can read.
 *
 * <p>The greeting is a request for the SASL mechanisms that also ends like a line of text, so that
 * the answer shows the kind of node:
 *
 * <pre>
 *   -S          packet with mechanisms         then SASL PLAIN, and binary
 *   -Y file     CLIENT_ERROR unauthenticated   then a set of user and password, and text
 *   -B ascii    ERROR                          no credentials required: text
 *   none        packet with status 0x81        no credentials required: binary
 * </pre>
 *
 * No message contains what a node sends after the credentials, because it might repeat them.
 */
public final class Login {
  private static final byte[] GREETING =
      BinaryPacket.request(BinaryPacket.LIST_MECHANISMS, "", new byte[0], '\r' << 8 | '\n');

  /** Upper limit for answers to the greeting and to the credentials. */
  private static final int MAX_ANSWER = 1024;

  private static final String PLAIN = "PLAIN";
  private static final byte[] NOTHING = {};

  private final String username;
  private final String password;
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private boolean credentialsSent;
  private @Nullable Dialect dialect;

  public Login(String username, String password) {
    this.username = username;
    this.password = password;
  }

  /** The first bytes to send. */
  public byte[] greeting() {
    return GREETING.clone();
  }

  /** The dialect to continue with; null before the login has succeeded. */
  public @Nullable Dialect dialect() {
    return dialect;
  }

  /**
   * Processes bytes from the node.
   *
   * @return what to send next; empty while an answer is incomplete, and at the end
   * @throws LoginException when the node refuses the login
   * @throws ProtocolException when the node does not answer like memcached
   */
  public byte[] feed(byte[] piece) throws LoginException, ProtocolException {
    received.write(piece, 0, piece.length);
    if (received.size() > MAX_ANSWER) {
      throw new ProtocolException("answer longer than " + MAX_ANSWER + " bytes");
    }
    byte[] all = received.toByteArray();
    if (all.length == 0) {
      return NOTHING;
    }
    return all[0] == BinaryPacket.ANSWER ? packet(all) : line(new String(all, ISO_8859_1));
  }

  private byte[] packet(byte[] all) throws LoginException, ProtocolException {
    if (all.length < BinaryPacket.HEADER) {
      return NOTHING;
    }
    BinaryPacket packet = new BinaryPacket(all, 0);
    packet.check(
        credentialsSent ? BinaryPacket.AUTHENTICATE : BinaryPacket.LIST_MECHANISMS, MAX_ANSWER);
    if (all.length < packet.end()) {
      return NOTHING;
    }
    received.reset();
    boolean ok = packet.status() == BinaryPacket.OK;
    if (credentialsSent ? ok : packet.status() == BinaryPacket.UNKNOWN_COMMAND) {
      return done(Dialect.BINARY);
    }
    if (credentialsSent || !ok) {
      throw LoginException.refused(refusal("status 0x%02x".formatted(packet.status())));
    }
    return plain(packet.value());
  }

  private byte[] plain(String mechanisms) throws LoginException {
    if (!List.of(mechanisms.split(" ", -1)).contains(PLAIN)) {
      throw LoginException.refused(
          "the node has no SASL mechanism PLAIN, but: " + Printable.of(mechanisms));
    }
    credentialsSent = true;
    byte[] value = ("\0" + username + "\0" + password).getBytes(UTF_8);
    return BinaryPacket.request(BinaryPacket.AUTHENTICATE, PLAIN, value);
  }

  private byte[] line(String all) throws LoginException, ProtocolException {
    int end = all.indexOf('\n');
    if (end < 0) {
      return NOTHING;
    }
    received.reset();
    String line = all.substring(0, end).stripTrailing();
    if (line.equals(credentialsSent ? "STORED" : "ERROR")) {
      return done(Dialect.TEXT);
    }
    if (!credentialsSent && Refusal.wantsCredentials(line)) {
      return set();
    }
    if (!credentialsSent && Refusal.isFull(line)) {
      throw LoginException.full(line);
    }
    if (credentialsSent && line.startsWith("CLIENT_ERROR ")) {
      throw LoginException.refused(refusal("CLIENT_ERROR"));
    }
    throw new ProtocolException(
        "unexpected line: " + (credentialsSent ? "not STORED" : Printable.of(line)));
  }

  private byte[] set() {
    credentialsSent = true;
    byte[] value = (username + " " + password).getBytes(UTF_8);
    ByteArrayOutputStream command = new ByteArrayOutputStream();
    command.writeBytes(("set login 0 0 " + value.length + "\r\n").getBytes(UTF_8));
    command.writeBytes(value);
    command.writeBytes("\r\n".getBytes(UTF_8));
    return command.toByteArray();
  }

  private byte[] done(Dialect found) {
    dialect = found;
    return NOTHING;
  }

  private static String refusal(String how) {
    return "the node refused the credentials: " + how;
  }
}

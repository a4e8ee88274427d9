package dev.memfleet.exporter.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What memcached needs to take SASL logins: a configuration and a file with users. */
public final class SaslMemcached {
  private SaslMemcached() {}

  /** The program to start, with one user. */
  public static List<String> program(Path folder, String username, String password) {
    Path users = folder.resolve("sasldb2");
    try {
      Files.writeString(
          folder.resolve("memcached.conf"), "mech_list: plain\nsasldb_path: " + users + "\n");
      Process adding =
          new ProcessBuilder(
                  "saslpasswd2", "-p", "-c", "-f", users.toString(), "-a", "memcached", username)
              .redirectErrorStream(true)
              .start();
      try (var in = adding.getOutputStream()) {
        in.write(password.getBytes(UTF_8));
      }
      String output = new String(adding.getInputStream().readAllBytes(), UTF_8);
      if (adding.waitFor() != 0) {
        throw new IllegalStateException("saslpasswd2: " + output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return List.of("env", "SASL_CONF_PATH=" + folder, "memcached", "-u", "root", "-S");
  }

  /** Stores an item, which takes a login. */
  public static void store(int port, String username, String password, String key, String value) {
    byte[] flagsAndExpiry = new byte[8];
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      request(socket, 0x21, new byte[0], "PLAIN", "\0" + username + "\0" + password);
      request(socket, 0x01, flagsAndExpiry, key, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void request(Socket socket, int opcode, byte[] extras, String key, String value)
      throws IOException {
    socket.getOutputStream().write(BinaryRequest.of(opcode, extras, key, value, 0));
    ByteBuffer header = ByteBuffer.wrap(socket.getInputStream().readNBytes(BinaryRequest.HEADER));
    socket.getInputStream().readNBytes(header.getInt(8));
    if (header.getShort(6) != 0) {
      throw new IllegalStateException("opcode " + opcode + ": status " + header.getShort(6));
    }
  }
}

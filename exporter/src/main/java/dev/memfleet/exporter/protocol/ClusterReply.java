package dev.memfleet.exporter.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The reply of an ElastiCache or Memorystore configuration endpoint: {@code CONFIG cluster 0
 * <bytes>}, the version, the nodes as {@code name|ip|port name|ip|port}, {@code END}.
 *
 * @param nodes with a name, an IP address or both
 */
public record ClusterReply(long version, List<Member> nodes) {
  /** Maximum length of head or error in bytes. */
  private static final int MAX_LINE = 1024;

  /** Maximum length of the configuration in bytes. */
  private static final int MAX_CONFIG = 1 << 20;

  private static final Pattern HEAD = Pattern.compile("(?:CONFIG|VALUE) \\S+ \\d+ (\\d{1,7})");
  private static final Pattern VERSION = Pattern.compile("\\d{1,18}");
  private static final Pattern NODE = Pattern.compile("([^|]*)\\|([^|]*)\\|(\\d{1,5})");

  /**
   * A node of a cluster.
   *
   * @param name empty when it has none
   * @param ip empty when it has none
   */
  public record Member(String name, String ip, int port) {}

  public ClusterReply {
    nodes = List.copyOf(nodes);
  }

  /** The endpoint does not know the request. */
  public static final class UnknownException extends Exception {
    private static final long serialVersionUID = 1;

    UnknownException(String reply) {
      super("the endpoint has no cluster configuration: " + reply, null, false, false);
    }
  }

  /**
   * Parses a reply.
   *
   * @param received all bytes received so far
   * @return null while it is incomplete
   * @throws UnknownException when the endpoint does not know the request
   * @throws ProtocolException when it is no such reply, or too long
   */
  public static @Nullable ClusterReply parse(byte[] received)
      throws ProtocolException, UnknownException {
    String text = new String(received, StandardCharsets.ISO_8859_1);
    int lineEnd = text.indexOf("\r\n");
    if ((lineEnd < 0 ? text.length() : lineEnd) > MAX_LINE) {
      throw new ProtocolException("a line longer than " + MAX_LINE + " bytes");
    }
    if (lineEnd < 0) {
      return null;
    }
    int bytes = configLength(text.substring(0, lineEnd));
    String end = "\r\nEND\r\n";
    int whole = lineEnd + 2 + bytes + end.length();
    if (text.length() < whole) {
      return null;
    }
    if (text.length() > whole || !text.endsWith(end)) {
      throw new ProtocolException("the configuration's length differs from the announced one");
    }
    return config(text.substring(lineEnd + 2, lineEnd + 2 + bytes));
  }

  private static int configLength(String head) throws ProtocolException, UnknownException {
    Matcher matcher = HEAD.matcher(head);
    if (matcher.matches()) {
      int bytes = Integer.parseInt(matcher.group(1));
      if (bytes > MAX_CONFIG) {
        throw new ProtocolException("a configuration longer than " + MAX_CONFIG + " bytes");
      }
      return bytes;
    }
    if (head.equals("END") || head.startsWith("ERROR") || head.contains("_ERROR ")) {
      throw new UnknownException(Printable.of(head));
    }
    throw new ProtocolException("neither a configuration nor an error: " + Printable.of(head));
  }

  private static ClusterReply config(String config) throws ProtocolException {
    String[] lines = config.split("\r?\n", -1);
    if (!VERSION.matcher(lines[0].strip()).matches()) {
      throw new ProtocolException("no version: " + Printable.of(lines[0]));
    }
    List<Member> nodes = new ArrayList<>();
    for (int i = 1; i < lines.length; i++) {
      for (String word : lines[i].split(" ", -1)) {
        if (!word.isEmpty()) {
          nodes.add(node(word));
        }
      }
    }
    return new ClusterReply(Long.parseLong(lines[0].strip()), nodes);
  }

  private static Member node(String word) throws ProtocolException {
    Matcher node = NODE.matcher(word);
    if (!node.matches() || (node.group(1) + node.group(2)).isEmpty()) {
      throw new ProtocolException("not name|ip|port: " + Printable.of(word));
    }
    return new Member(node.group(1), node.group(2), Integer.parseInt(node.group(3)));
  }
}

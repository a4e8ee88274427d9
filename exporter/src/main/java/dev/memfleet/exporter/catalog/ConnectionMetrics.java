package dev.memfleet.exporter.catalog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.protocol.StatsReply;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Metrics of a node's connections: {@code stats conns}, a few lines for each. The addresses of
 * clients are in no metric.
 *
 * <pre>
 *   26:addr tcp:10.0.0.7:49948
 *   26:listen_addr tcp:10.0.0.11:11211
 *   26:state conn_read
 *   26:secs_since_last_cmd 3
 * </pre>
 */
final class ConnectionMetrics extends ListTable {
  private static final int MAX_CLIENTS = 20;
  private static final int MAX_LISTENERS = 20;
  private static final String OTHER = "other";
  private static final String LISTENING = "conn_listening";
  private static final Pattern STATE = Pattern.compile("conn_[a-z_]{1,30}");
  private static final Set<String> TRANSPORTS = Set.of("tcp", "tcp6", "udp", "udp6", "unix");
  private static final long[] IDLE_SECONDS = {1, 10, 60, 300, 900, 3600, 14_400, 86_400};

  ConnectionMetrics() {
    super(Section.CONNS);
  }

  // spotless:off
  @Override
  List<Metric> metrics() {
    return List.of(
        gauge("client_connections", "Client connections by state and transport (conns: state, addr).", "state", "transport"),
        gaugeHistogram("client_connection_idle_seconds", "Idle time of the client connections, in seconds since the last command (conns: secs_since_last_cmd)."),
        gauge("client_connection_responses_suspended", "Responses that clients are waiting for from the proxy or extstore (conns: resps_waiting)."),
        gauge("listener_connections", "Client connections of each listening socket, 0 for one without; at most 20 sockets (conns: addr, listen_addr).", "address"));
  }
  // spotless:on

  @Override
  void read(StatsReply reply, Listing out) {
    Reader reader = new Reader(out);
    reply.forEach(reader);
    reader.end();
  }

  /** One list; the lines of a connection follow each other. */
  private static final class Reader implements StatsReply.StatVisitor {
    private final Listing out;
    private final Map<List<String>, Integer> states = new LinkedHashMap<>();
    private final TreeMap<Long, Long> idle = new TreeMap<>();
    private final TreeMap<String, Integer> listeners = new TreeMap<>();
    private final Map<String, Client> clients = new HashMap<>();
    private final Map<String, String> connection = new HashMap<>();
    private String number = "";
    private long waiting = -1;

    Reader(Listing out) {
      this.out = out;
    }

    @Override
    public void stat(byte[] bytes, int n, int nEnd, int v, int vEnd) {
      String name = new String(bytes, n, nEnd - n, ISO_8859_1);
      int colon = name.indexOf(':');
      if (colon < 1) {
        out.unreadable();
        return;
      }
      if (!name.substring(0, colon).equals(number)) {
        connectionEnds();
        number = name.substring(0, colon);
      }
      String stat = name.substring(colon + 1);
      if (stat.equals("resps_waiting")) {
        waiting = Math.max(0, waiting) + Math.max(0, out.number(bytes, v, vEnd));
      }
      connection.put(stat, StatValue.text(bytes, v, vEnd));
    }

    private void connectionEnds() {
      String state = connection.getOrDefault("state", "");
      String address = connection.getOrDefault("addr", "");
      if (state.equals(LISTENING) || connection.containsKey("UDP")) {
        listeners.merge(address, 0, Integer::sum);
      } else if (!state.isEmpty()) {
        client(state, address);
      }
      connection.clear();
    }

    private void client(String state, String address) {
      String known = STATE.matcher(state).matches() ? state : OTHER;
      String scheme = address.split(":", 2)[0];
      states.merge(List.of(known, TRANSPORTS.contains(scheme) ? scheme : OTHER), 1, Integer::sum);
      String listener = connection.get("listen_addr");
      if (listener != null) {
        listeners.merge(listener, 1, Integer::sum);
      }
      byte[] seconds = connection.getOrDefault("secs_since_last_cmd", "").getBytes(ISO_8859_1);
      long silent = Math.max(0, out.number(seconds, 0, seconds.length));
      idle.merge(silent, 1L, Long::sum);
      clients.merge(host(address), new Client(host(address), 1, silent), Client::with);
    }

    /** {@code tcp6:[::1]:4711} without scheme and port. */
    private static String host(String address) {
      int scheme = address.indexOf(':');
      int port = address.lastIndexOf(':');
      boolean hasPort = port > scheme && !address.startsWith("unix:");
      return address.substring(scheme + 1, hasPort ? port : address.length());
    }

    void end() {
      connectionEnds();
      states.forEach(
          (labels, count) -> out.add("client_connections", count, labels.get(0), labels.get(1)));
      out.addHistogram("client_connection_idle_seconds", IDLE_SECONDS, idle);
      if (waiting >= 0) {
        out.add("client_connection_responses_suspended", (double) waiting);
      }
      out.addAll("listener_connections", first(listeners, MAX_LISTENERS));
      out.clients(top());
    }

    private List<Client> top() {
      List<Client> sorted = new ArrayList<>(clients.values());
      sorted.sort(
          Comparator.comparingInt((Client client) -> -client.connections())
              .thenComparing(Client::address));
      if (sorted.size() <= MAX_CLIENTS) {
        return sorted;
      }
      Client others =
          sorted.stream().skip(MAX_CLIENTS).reduce(new Client(Client.OTHERS, 0, 0), Client::with);
      List<Client> top = new ArrayList<>(sorted.subList(0, MAX_CLIENTS));
      top.add(others);
      return top;
    }
  }
}

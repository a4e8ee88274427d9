package dev.memfleet.server.differential;

import dev.memfleet.server.peer.CacheServer;
import dev.memfleet.server.peer.TextClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One of the two servers, with the cas ids of its last replies. */
final class Side implements AutoCloseable {
  private static final String DELIMITER = "mn\r\n";
  private static final String DELIMITED = "MN\r\n";
  private static final Pattern VALUE_WITH_CAS =
      Pattern.compile("^VALUE ([^ ]+) \\d+ \\d+ (\\d+)\r$", Pattern.MULTILINE | Pattern.UNIX_LINES);

  private final TextClient client;
  private final Map<String, String> casOfKeys = new HashMap<>();

  Side(CacheServer server) throws IOException {
    this.client = server.connect();
  }

  /** Sends a batch at once; the answer is the reply to each. */
  List<String> ask(List<String> requests) throws IOException {
    StringBuilder batch = new StringBuilder();
    for (String request : requests) {
      batch.append(request.replace(RandomCommand.CAS, casFor(request))).append(DELIMITER);
    }
    client.send(batch.toString());
    List<String> replies = new ArrayList<>();
    for (int i = 0; i < requests.size(); i++) {
      String reply = client.readThrough(DELIMITED);
      replies.add(reply.substring(0, reply.length() - DELIMITED.length()));
    }
    learnCas(replies);
    return replies;
  }

  private String casFor(String request) {
    List<String> words = List.of(request.split(" ", 3));
    return words.size() > 1 ? casOfKeys.getOrDefault(words.get(1), "1") : "1";
  }

  private void learnCas(List<String> replies) {
    for (String reply : replies) {
      Matcher line = VALUE_WITH_CAS.matcher(reply);
      while (line.find()) {
        casOfKeys.put(line.group(1), line.group(2));
      }
    }
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}

package dev.memfleet.exporter.http.pages.api;

import dev.memfleet.exporter.http.server.PageSource;
import dev.memfleet.exporter.status.NodeRow;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/** A page with an entry for each node, written some nodes at a time. */
final class Rows implements PageSource {
  private static final int BATCH_SIZE = 50;

  private final String head;
  private final Function<NodeRow, String> row;
  private final String separator;
  private final String foot;
  private final Iterator<NodeRow> nodes;
  private boolean started;

  Rows(
      String head,
      List<NodeRow> nodes,
      Function<NodeRow, String> row,
      String separator,
      String foot) {
    this.head = head;
    this.nodes = nodes.iterator();
    this.row = row;
    this.separator = separator;
    this.foot = foot;
  }

  @Override
  public boolean writeNext(OutputStream out) throws IOException {
    StringBuilder part = new StringBuilder();
    if (!started) {
      part.append(head);
      started = true;
    }
    for (int i = 0; i < BATCH_SIZE && nodes.hasNext(); i++) {
      part.append(row.apply(nodes.next()));
      if (nodes.hasNext()) {
        part.append(separator);
      }
    }
    boolean more = nodes.hasNext();
    if (!more) {
      part.append(foot);
    }
    out.write(part.toString().getBytes(StandardCharsets.UTF_8));
    return more;
  }
}

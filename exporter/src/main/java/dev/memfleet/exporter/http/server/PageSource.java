package dev.memfleet.exporter.http.server;

import java.io.IOException;
import java.io.OutputStream;

/** A page that is written part by part as the client takes it. */
public interface PageSource {
  /**
   * Writes the next part, some tens of kilobytes if the page is long.
   *
   * @return whether there is more
   */
  boolean writeNext(OutputStream out) throws IOException;
}

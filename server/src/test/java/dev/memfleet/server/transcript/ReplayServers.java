package dev.memfleet.server.transcript;

import dev.memfleet.server.peer.Software;
import java.io.IOException;
import java.nio.file.Path;

/** This server and the distribution's memcached, which replay the same exchanges. */
final class ReplayServers implements AutoCloseable {
  final ReplayServer memfleet;
  final ReplayServer memcached;

  /**
   * @param folder for the files of users
   */
  ReplayServers(Path folder) {
    memfleet = new ReplayServer(Software.MEMFLEET, folder);
    memcached = new ReplayServer(Software.MEMCACHED, folder);
  }

  @Override
  public void close() throws IOException {
    memfleet.close();
    memcached.close();
  }
}

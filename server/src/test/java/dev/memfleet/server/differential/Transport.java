package dev.memfleet.server.differential;

import dev.memfleet.server.peer.Pem;
import java.nio.file.Path;
import java.util.List;

/** How both servers are reached, and what may be sent over it at once. */
enum Transport {
  TCP(32_000, Integer.MAX_VALUE) {
    @Override
    List<String> options(Path folder) {
      return List.of();
    }
  },
  UNIX(32_000, Integer.MAX_VALUE) {
    @Override
    List<String> options(Path folder) {
      return List.of("-s", folder.resolve("socket").toString());
    }
  },
  /**
   * Each batch fits one TLS record: memcached 1.6.18 loses input that arrives in the same read as
   * the end of a value that began in an earlier read.
   */
  TLS(4_000, 4_000) {
    @Override
    List<String> options(Path folder) {
      Pem pem = new Pem(folder).authority("ca").issue("ca", "server");
      return List.of(
          "-Z",
          "-o",
          "ssl_chain_cert=" + pem.path("server.pem") + ",ssl_key=" + pem.path("server.key"));
    }
  };

  /** Bytes at which a batch is full. */
  final int batchBytes;

  /** Bytes of the longest command. */
  final int longest;

  Transport(int batchBytes, int longest) {
    this.batchBytes = batchBytes;
    this.longest = longest;
  }

  /** The options of a server that is reached this way, its files in a folder. */
  abstract List<String> options(Path folder);
}

package dev.memfleet.server.client;

import dev.memfleet.server.peer.Polling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A program in front of a fleet: nginx with its memcached module, or twemproxy. */
final class Front implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(20);

  private final Process process;
  private final int port;

  private Front(List<String> command, Path folder, int port) throws IOException {
    this.port = port;
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out").toFile())
            .start();
    Polling.until(
        START_LIMIT,
        command + " to listen",
        () -> accepts() ? Optional.of(port) : Optional.empty());
  }

  /** nginx: pages are looked up by their path, and come from an application if not found. */
  static Front nginx(Fleet fleet, Path folder) throws IOException {
    int port = freePort();
    String servers =
        fleet.ports().stream()
            .map("server 127.0.0.1:%d max_fails=1 fail_timeout=1s;"::formatted)
            .collect(Collectors.joining("\n"));
    Path config =
        Files.writeString(
            folder.resolve("nginx.conf"),
            """
            user root;
            daemon off;
            worker_processes 1;
            pid nginx.pid;
            error_log nginx.log;
            events {}
            http {
              access_log off;
              client_body_temp_path body;
              proxy_temp_path proxy;
              fastcgi_temp_path fastcgi;
              uwsgi_temp_path uwsgi;
              scgi_temp_path scgi;
              upstream caches {
                hash $uri consistent;
                %s
              }
              server {
                listen 127.0.0.1:%d;
                default_type application/json;
                location / {
                  set $memcached_key $uri;
                  memcached_pass caches;
                  memcached_gzip_flag 2;
                  error_page 404 502 504 = @application;
                }
                location @application {
                  return 200 "from the application";
                }
              }
            }
            """
                .formatted(servers, port));
    return new Front(
        List.of("/usr/sbin/nginx", "-p", folder.toString(), "-c", config.toString()), folder, port);
  }

  /** twemproxy: one address for the whole fleet; it ejects failed servers and retries them. */
  static Front twemproxy(Fleet fleet, Path folder) throws IOException {
    int port = freePort();
    String servers =
        fleet.ports().stream()
            .map("   - 127.0.0.1:%d:1"::formatted)
            .collect(Collectors.joining("\n"));
    Path config =
        Files.writeString(
            folder.resolve("nutcracker.yml"),
            """
            fleet:
              listen: 127.0.0.1:%d
              hash: md5
              distribution: ketama
              auto_eject_hosts: true
              server_retry_timeout: 2000
              server_failure_limit: 1
              timeout: 5000
              servers:
            %s
            """
                .formatted(port, servers));
    List<String> command =
        List.of(
            "/usr/sbin/nutcracker",
            "--conf-file=" + config,
            "--stats-port=" + freePort(),
            "--stats-addr=127.0.0.1");
    return new Front(command, folder, port);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private boolean accepts() {
    if (!process.isAlive()) {
      throw new IllegalStateException("ended with status " + process.exitValue());
    }
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException(e));
    }
  }
}

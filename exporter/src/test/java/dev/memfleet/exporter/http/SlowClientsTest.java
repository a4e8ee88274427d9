package dev.memfleet.exporter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SlowClientsTest {
  private ServerSocketChannel server;
  private SocketChannel client;
  private SocketChannel connection;

  @BeforeEach
  void connect() throws IOException {
    server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    client = SocketChannel.open(server.getLocalAddress());
    connection = server.accept();
  }

  @AfterEach
  void disconnect() throws IOException {
    client.close();
    connection.close();
    server.close();
  }

  @Test
  void silentClient_isCutOff_andTheThreadGoesOn() {
    assertThatThrownBy(
            () -> {
              SlowClients.Wait wait = SlowClients.begin(() -> Duration.ofMillis(50));
              try {
                connection.read(ByteBuffer.allocate(1));
              } finally {
                wait.end();
              }
            })
        .isInstanceOf(ClosedByInterruptException.class);
    assertThat(connection.isOpen()).isFalse();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void clientThatDoesNotRead_isCutOff() {
    ByteBuffer page = ByteBuffer.allocate(32 << 20);
    assertThatThrownBy(() -> SlowClients.write(100, () -> connection.write(page)))
        .isInstanceOf(ClosedByInterruptException.class);
  }

  @Test
  void clientThatIsInTime_isLeftAlone() throws IOException {
    client.write(ByteBuffer.wrap(new byte[1]));
    SlowClients.Wait wait = SlowClients.begin(() -> Duration.ofMinutes(1));
    assertThat(connection.read(ByteBuffer.allocate(1))).isOne();
    wait.end();
    assertThat(connection.isOpen()).isTrue();
  }
}

package dev.memfleet.exporter.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoginTest {
  private static final byte[] MECHANISMS = Packets.answer(0x20, 0, "", "CRAM-MD5 PLAIN");
  private static final byte[] LET_IN = Packets.answer(0x21, 0, "", "Authenticated");
  private static final byte[] UNKNOWN = Packets.answer(0x20, 0x81, "", "Unknown command");
  private static final byte[] REFUSED = Packets.answer(0x21, 0x20, "", "pässword is wrong");

  private final Login login = new Login("üser", "pässword");

  @Test
  void greeting_isARequestForMechanisms_andALine() {
    byte[] greeting = login.greeting();
    assertThat(greeting).hasSize(24).startsWith(0x80, 0x20).endsWith('\r', '\n');
    assertThat(Arrays.copyOfRange(greeting, 2, 22)).containsOnly(0);
  }

  @Test
  void sasl_plain_thenBinary() throws Exception {
    byte[] credentials = login.feed(MECHANISMS);
    assertThat(credentials).startsWith(0x80, 0x21, 0, 5);
    assertThat(new String(credentials, 24, credentials.length - 24, UTF_8))
        .isEqualTo("PLAIN\0üser\0pässword");
    assertThat(login.dialect()).isNull();
    assertThat(login.feed(LET_IN)).isEmpty();
    assertThat(login.dialect()).isEqualTo(Dialect.BINARY);
  }

  @Test
  void authenticationFile_set_thenText() throws Exception {
    byte[] credentials = login.feed(line("CLIENT_ERROR unauthenticated\r\n"));
    assertThat(new String(credentials, UTF_8)).isEqualTo("set login 0 0 15\r\nüser pässword\r\n");
    assertThat(login.feed(line("STORED\r\n"))).isEmpty();
    assertThat(login.dialect()).isEqualTo(Dialect.TEXT);
  }

  @Test
  void node_thatWantsNoCredentials_getsNone() throws Exception {
    assertThat(login.feed(UNKNOWN)).isEmpty();
    assertThat(login.dialect()).isEqualTo(Dialect.BINARY);

    Login text = new Login("user", "password");
    assertThat(text.feed(line("ERROR\r\n"))).isEmpty();
    assertThat(text.dialect()).isEqualTo(Dialect.TEXT);
  }

  @Test
  void answers_byteByByte_areTheSame() throws Exception {
    assertThat(feedBytes(MECHANISMS)).startsWith(0x80, 0x21);
    feedBytes(LET_IN);
    assertThat(login.dialect()).isEqualTo(Dialect.BINARY);
  }

  private byte[] feedBytes(byte[] bytes) throws Exception {
    byte[] next = {};
    for (byte b : bytes) {
      assertThat(next).isEmpty();
      next = login.feed(new byte[] {b});
    }
    return next;
  }

  @Test
  void credentials_refused_isALoginException_withoutTheNodesWords() throws Exception {
    login.feed(MECHANISMS);
    assertThatThrownBy(() -> login.feed(REFUSED))
        .isInstanceOf(LoginException.class)
        .hasMessage("the node refused the credentials: status 0x20");

    Login text = new Login("user", "password");
    text.feed(line("CLIENT_ERROR unauthenticated\r\n"));
    assertThatThrownBy(() -> text.feed(line("CLIENT_ERROR no: user password\r\n")))
        .isInstanceOfSatisfying(LoginException.class, e -> assertThat(e.isFull()).isFalse())
        .hasMessage("the node refused the credentials: CLIENT_ERROR");
  }

  @Test
  void mechanisms_withoutPlain_areALoginException() {
    assertThatThrownBy(() -> login.feed(Packets.answer(0x20, 0, "", "CRAM-MD5 PLAINER\n")))
        .isInstanceOf(LoginException.class)
        .hasMessage("the node has no SASL mechanism PLAIN, but: CRAM-MD5 PLAINER?");
  }

  @Test
  void node_thatIsFull_isNotAboutCredentials() {
    assertThatThrownBy(() -> login.feed(line("ERROR Too many open connections\r\n")))
        .isInstanceOfSatisfying(LoginException.class, e -> assertThat(e.isFull()).isTrue());
  }

  @ParameterizedTest
  @CsvSource({
    "STORED, unexpected line: STORED",
    "VERSION 1.6.18, unexpected line: VERSION 1.6.18",
    "HTTP/1.1 400 Bad Request, unexpected line: HTTP/1.1 400 Bad Request"
  })
  void greeting_answeredByAnythingElse_isNoProtocol(String line, String message) {
    assertThatThrownBy(() -> login.feed(line(line + "\r\n")))
        .isInstanceOf(ProtocolException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ERROR", "user password", "NOT_STORED", "SERVER_ERROR password"})
  void credentials_answeredByAnythingElse_isNoProtocol(String line) throws Exception {
    login.feed(line("CLIENT_ERROR unauthenticated\r\n"));
    assertThatThrownBy(() -> login.feed(line(line + "\r\n")))
        .isInstanceOf(ProtocolException.class)
        .hasMessage("unexpected line: not STORED");
  }

  @Test
  void answer_thatIsTooLong_isRefused() {
    assertThatThrownBy(() -> login.feed(new byte[1025])).isInstanceOf(ProtocolException.class);
    Login other = new Login("user", "password");
    byte[] huge = MECHANISMS.clone();
    huge[9] = 1;
    assertThatThrownBy(() -> other.feed(huge)).isInstanceOf(ProtocolException.class);
  }

  private static byte[] line(String text) {
    return text.getBytes(ISO_8859_1);
  }
}

package dev.memfleet.exporter.http.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class BasicLoginTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "alice:secret|alice|secret",
        "a:b:c|a|b:c",
        ":x|``|x",
        "x:|x|``",
        ":|``|``",
        "zoë:pässword|zoë|pässword",
        "`a: b `|a|` b `"
      })
  void header_isUserAndPassword(String pair, String user, String password) {
    for (String scheme : new String[] {"Basic ", "basic ", "BASIC  "}) {
      BasicLogin login = Objects.requireNonNull(BasicLogin.of(scheme + base64(pair)));
      assertThat(login.user()).isEqualTo(user);
      assertThat(new String(login.password(), UTF_8)).isEqualTo(password);
    }
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {"Basic", "Basic ", "Basic YWxpY2U", "Basic ####", "Bearer YTpi", "YTpi"})
  void otherHeader_isNoLogin(String header) {
    assertThat(BasicLogin.of(header)).isNull();
  }

  @Test
  void text_hasNoPassword() {
    assertThat(new BasicLogin("alice", "secret".getBytes(UTF_8))).hasToString("alice");
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}

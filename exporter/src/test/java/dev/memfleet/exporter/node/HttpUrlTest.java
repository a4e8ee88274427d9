package dev.memfleet.exporter.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpUrlTest {
  @ParameterizedTest
  @CsvSource({
    "http://a, http://a:80/",
    "HTTPS://A.Example.com:8443/x/y, https://a.example.com:8443/x/y",
    "https://[::1]/sd, https://[::1]:443/sd",
    "http://[::ffff:127.0.0.1]:9/, http://127.0.0.1:9/",
    "http://a/%20x#fragment, http://a:80/%20x",
    "http://a?token=hunter2, http://a:80/?<secret>",
  })
  void url_isShownWithoutItsQuery(String text, String shown) {
    assertThat(HttpUrl.parse(text)).hasToString(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "'', neither http nor https",
    "a:1, neither http nor https",
    "ftp://a, neither http nor https",
    "http:/a, no host",
    "http:a, no host",
    "http://:80/, no host",
    "http://a:0/, port out of range",
    "http://a:99999/, port out of range",
    "http://0x7f.1/, not an IPv4 address",
    "http://hunter2:x@a/, 'it must not contain user info, use basic_auth'",
    "http://a/ hunter2, Illegal character in path at character 10",
  })
  void text_thatIsNoSuchUrl_isRefusedUnshown(String text, String why) {
    assertThatThrownBy(() -> HttpUrl.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a URL: " + why + " (expected http:// or https://, host:port and a path)");
  }

  @Test
  void request_hasPathAndQuery() {
    assertThat(HttpUrl.parse("http://a").request()).isEqualTo("/");
    assertThat(HttpUrl.parse("http://a/b?c=d&e").request()).isEqualTo("/b?c=d&e");
  }

  @ParameterizedTest
  @CsvSource({
    "c, true, /a/c",
    "/c?d, true, /c?d",
    "'', true, /a/",
    "//b/c, false, /c",
    "http://x:80/c, true, /c",
    "http://x:81/c, false, /c",
    "https://x/c, false, /c",
  })
  void link_leadsWhereABrowserGoes(String link, boolean sameOrigin, String request) {
    HttpUrl page = HttpUrl.parse("http://x/a/b?q");
    HttpUrl there = page.resolve(link);

    assertThat(there.isSameOrigin(page)).isEqualTo(sameOrigin);
    assertThat(there.request()).isEqualTo(request);
  }
}

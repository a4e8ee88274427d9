package dev.memfleet.exporter.http.pages.status;

import dev.memfleet.exporter.http.server.Exchange;
import dev.memfleet.exporter.http.server.HttpEndpoint;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.CRC32;

/** The files that a page is made of besides its HTML, served from the jar. */
@SuppressWarnings("ImmutableEnumChecker") // bytes that are never changed
enum Assets {
  STYLE("memfleet.css", "text/css; charset=utf-8", "memfleet.css"),
  SCRIPT("memfleet.js", "text/javascript; charset=utf-8", "memfleet.js"),
  ICON("icon.svg", "image/svg+xml", "icon.svg"),
  UPLOT("uplot.js", "text/javascript; charset=utf-8", webjar("dist/uPlot.iife.min.js")),
  UPLOT_STYLE("uplot.css", "text/css; charset=utf-8", webjar("dist/uPlot.min.css"));

  private static final String PATH = "/assets/";

  private final String name;
  private final String contentType;
  private final byte[] bytes;
  private final String version;

  Assets(String name, String contentType, String resource) {
    this.name = name;
    this.contentType = contentType;
    this.bytes = read(resource);
    CRC32 sum = new CRC32();
    sum.update(bytes);
    this.version = Long.toHexString(sum.getValue()).toLowerCase(Locale.ROOT);
  }

  private static String webjar(String file) {
    return "/META-INF/resources/webjars/uplot/1.6.30/" + file;
  }

  private static byte[] read(String resource) {
    try (InputStream in = Assets.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + resource);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its path, which changes with its content, so that browsers may keep it. */
  String path() {
    return PATH + name + "?v=" + version;
  }

  /** Adds the paths of all. */
  static void addTo(HttpEndpoint http) {
    for (Assets asset : values()) {
      http.route(PATH + asset.name, asset::serve);
    }
  }

  private Future<Void> serve(Exchange exchange) {
    exchange.setHeader("Cache-Control", "max-age=31536000, immutable");
    return exchange.page(
        contentType,
        out -> {
          out.write(bytes);
          return false;
        });
  }
}

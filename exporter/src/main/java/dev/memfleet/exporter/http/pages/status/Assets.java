package dev.memfleet.exporter.http.pages.status;

import dev.memfleet.exporter.http.pages.JarFile;
import dev.memfleet.exporter.http.server.Exchange;
import dev.memfleet.exporter.http.server.HttpEndpoint;
import io.vertx.core.Future;
import java.util.zip.CRC32;

/** The scripts, styles and other files of a page, served from the jar. */
@SuppressWarnings("ImmutableEnumChecker") // files never change
enum Assets {
  STYLE("memfleet.css", "text/css; charset=utf-8", "memfleet.css"),
  SCRIPT("memfleet.js", "text/javascript; charset=utf-8", "memfleet.js"),
  ICON("icon.svg", "image/svg+xml", "icon.svg"),
  UPLOT("uplot.js", "text/javascript; charset=utf-8", webjar("dist/uPlot.iife.min.js")),
  UPLOT_STYLE("uplot.css", "text/css; charset=utf-8", webjar("dist/uPlot.min.css"));

  private static final String PATH = "/assets/";

  private final String name;
  private final String contentType;
  private final JarFile file;

  Assets(String name, String contentType, String resource) {
    this.name = name;
    this.contentType = contentType;
    this.file = new JarFile(Assets.class, resource);
  }

  private static String webjar(String file) {
    return "/META-INF/resources/webjars/uplot/1.6.30/" + file;
  }

  /** Its path, which changes with its content, so that browsers may cache it. */
  String path() {
    CRC32 sum = new CRC32();
    sum.update(file.bytes());
    return PATH + name + "?v=" + Long.toHexString(sum.getValue());
  }

  /** Adds the routes of all files. */
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
          out.write(file.bytes());
          return false;
        });
  }
}

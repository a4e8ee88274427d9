package dev.memfleet.exporter.dashboards;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The dashboards that are shipped. */
public enum Dashboard {
  FLEET,
  NODE,
  SLABS,
  INSIGHT,
  AGENT;

  /** Tests run in the exporter's folder. */
  static final Path FOLDER = Path.of("..", "dashboards");

  public Path file() {
    return FOLDER.resolve(fileName() + ".json");
  }

  String fileName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public Tree shipped() {
    return Tree.read(file());
  }

  /** The panels of a dashboard that show data, those in collapsed rows too. */
  static List<Tree> panels(Tree dashboard) {
    List<Tree> out = new ArrayList<>();
    for (Tree panel : dashboard.trees("panels")) {
      if (panel.text("type").equals("row")) {
        out.addAll(panel.trees("panels"));
      } else {
        out.add(panel);
      }
    }
    return out;
  }
}

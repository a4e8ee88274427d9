package dev.memfleet.exporter.cli.verbs;

import dev.memfleet.exporter.cli.verbs.Table.Row;
import dev.memfleet.exporter.text.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jspecify.annotations.Nullable;

/** Renders the live table as lines that fit a terminal. */
record TopPage(int columns, int lines) {
  private static final int HEAD = 3;
  private static final int FOOT = 1;
  private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;
  private static final String KEYS = "q quit  ↑↓ select  Enter slabs  / filter  sort: ";

  /**
   * The lines of the screen.
   *
   * @param slabs the last answer of the node whose slabs are shown; null before its first answer
   * @param problem why the last round failed; empty when it did not
   */
  List<AttributedString> draw(
      TopModel model, @Nullable NodeView slabs, String time, String problem) {
    List<AttributedString> page = new ArrayList<>();
    NodeView drilled = model.drilled();
    if (drilled == null) {
      fleet(page, model, time, problem);
    } else {
      slabs(page, drilled, slabs, time);
    }
    return page;
  }

  private void fleet(List<AttributedString> page, TopModel model, String time, String problem) {
    List<TopRow> shown = model.shown();
    long down = model.all().stream().filter(row -> !row.view().up()).count();
    String filter =
        model.isTyping() || !model.filter().isEmpty()
            ? "  filter: " + model.filter() + (model.isTyping() ? "_" : "")
            : "";
    page.add(
        line(
            "memfleet top  %s  %d nodes, %d down%s"
                .formatted(time, model.all().size(), down, filter),
            PLAIN.bold()));
    page.add(problem.isEmpty() ? line(sums(shown), PLAIN) : line(problem, red()));
    page.add(line(titles(model), PLAIN.inverse()));
    int room = Math.max(1, lines - HEAD - FOOT);
    int first = Math.max(0, Math.min(model.selected() - room / 2, shown.size() - room));
    for (int i = first; i < Math.min(shown.size(), first + room); i++) {
      TopRow row = shown.get(i);
      AttributedStyle style = row.view().up() ? PLAIN : red();
      page.add(line(cells(row), i == model.selected() ? style.inverse() : style));
    }
    fill(page);
    StringBuilder keys = new StringBuilder(KEYS);
    for (TopColumn column : TopColumn.values()) {
      keys.append(column.key()).append(' ');
    }
    page.add(line(keys.toString(), PLAIN.faint()));
  }

  private static AttributedStyle red() {
    return PLAIN.foreground(AttributedStyle.RED);
  }

  private static String sums(List<TopRow> rows) {
    double operations = rows.stream().mapToDouble(TopRow::operations).filter(v -> v > 0).sum();
    double evictions = rows.stream().mapToDouble(TopRow::evictions).filter(v -> v > 0).sum();
    Series sum = Series.sum(rows.stream().map(row -> row.view().series()).toList());
    return "sum: %s ops/s, %s evictions/s, %s of %s, %s items"
        .formatted(
            Kind.RATE.shown(operations),
            Kind.RATE.shown(evictions),
            Kind.BYTES.shown(ReportField.BYTES.of(sum)),
            Kind.BYTES.shown(ReportField.LIMIT_MAXBYTES.of(sum)),
            Kind.COUNT.shown(ReportField.CURR_ITEMS.of(sum)));
  }

  private String titles(TopModel model) {
    StringBuilder line = new StringBuilder();
    for (TopColumn column : TopColumn.values()) {
      String arrow = column == model.sort() ? (model.isReversed() ? "^" : "v") : "";
      line.append(fitted(column, column.title() + arrow));
    }
    return line.toString();
  }

  private String cells(TopRow row) {
    NodeView view = row.view();
    if (!view.up()) {
      String node = fitted(TopColumn.NODE, view.address());
      return node + " " + Kind.TEXT.shown(view.failure());
    }
    StringBuilder line = new StringBuilder();
    for (TopColumn column : TopColumn.values()) {
      line.append(fitted(column, column.shown(row)));
    }
    return line.toString();
  }

  /** Names on the left take the width that numbers on the right leave. */
  private String fitted(TopColumn column, String text) {
    if (column.width() > 0) {
      return String.format(Locale.ROOT, "%" + column.width() + "s", text);
    }
    int others = 0;
    for (TopColumn other : TopColumn.values()) {
      others += other.width();
    }
    int width = Math.max(8, columns - others - 1);
    String cut = text.length() <= width ? text : text.substring(0, width - 1) + "~";
    return String.format(Locale.ROOT, "%-" + width + "s", cut);
  }

  private void slabs(
      List<AttributedString> page, NodeView drilled, @Nullable NodeView slabs, String time) {
    page.add(line("slabs of " + drilled.address() + "  " + time, PLAIN.bold()));
    page.add(line("", PLAIN));
    if (slabs == null) {
      page.add(line("asking...", PLAIN));
    } else if (!slabs.up()) {
      page.add(line(Kind.TEXT.shown(slabs.failure()), red()));
    } else {
      List<Row> rows = Slabs.rows(slabs.series());
      Table table = new Table("slabs", Slabs.columns(), rows);
      List<String> text = TextTable.print(table, Palette.PLAIN).lines().toList();
      page.add(line(text.get(0), PLAIN.inverse()));
      text.stream()
          .skip(1)
          .limit(Math.max(0, lines - HEAD - FOOT))
          .forEach(row -> page.add(line(row, PLAIN)));
    }
    fill(page);
    page.add(line("q back  Ctrl-C quit", PLAIN.faint()));
  }

  private void fill(List<AttributedString> page) {
    while (page.size() > lines - FOOT) {
      page.remove(page.size() - 1);
    }
    while (page.size() < lines - FOOT) {
      page.add(line("", PLAIN));
    }
  }

  /** Text padded to the width of the screen, minus the last column, where some terminals wrap. */
  private AttributedString line(String text, AttributedStyle style) {
    int width = Math.max(1, columns - 1);
    String safe = Kind.printable(text);
    String cut =
        safe.length() > width ? safe.substring(0, width) : safe + " ".repeat(width - safe.length());
    return new AttributedStringBuilder().style(style).append(cut).toAttributedString();
  }
}

package dev.memfleet.exporter.cli.verbs;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The state of the live table, as changed by keys. Confined to the thread that reads keys. */
final class TopModel {
  private List<TopRow> rows = List.of();
  private TopColumn sort = TopColumn.OPS;
  private boolean reversed;
  private String filter = "";
  private boolean typing;
  private int selected;
  private @Nullable NodeView drilled;
  private boolean ended;

  /** Replaces the rows. */
  void show(List<TopRow> now) {
    rows = List.copyOf(now);
  }

  List<TopRow> all() {
    return rows;
  }

  /** The rows that match the filter, in order. */
  List<TopRow> shown() {
    Comparator<TopRow> order = reversed ? sort.order().reversed() : sort.order();
    return rows.stream().filter(this::passes).sorted(order).toList();
  }

  private boolean passes(TopRow row) {
    String text = row.view().address() + " " + row.view().pool();
    return text.toLowerCase(Locale.ROOT).contains(filter.toLowerCase(Locale.ROOT));
  }

  TopColumn sort() {
    return sort;
  }

  boolean isReversed() {
    return reversed;
  }

  String filter() {
    return filter;
  }

  /** Whether keys are input for the filter. */
  boolean isTyping() {
    return typing;
  }

  /** The index of the selected node among those shown. */
  int selected() {
    return Math.max(0, Math.min(selected, shown().size() - 1));
  }

  /** The node whose slabs are shown; null while the fleet is shown. */
  @Nullable NodeView drilled() {
    return drilled;
  }

  boolean isEnded() {
    return ended;
  }

  /** Handles a key: a character or one of {@link TopKey}'s. */
  void handleKey(int key) {
    if (typing) {
      type(key);
    } else if (drilled != null) {
      back(key);
    } else if (!move(key)) {
      command(key);
    }
  }

  private void type(int key) {
    if (key == TopKey.ENTER) {
      typing = false;
    } else if (key == TopKey.ESCAPE) {
      typing = false;
      filter = "";
    } else if (key == TopKey.BACKSPACE) {
      filter = filter.isEmpty() ? "" : filter.substring(0, filter.length() - 1);
    } else if (key >= ' ' && Character.isBmpCodePoint(key)) {
      filter += (char) key;
    }
    selected = 0;
  }

  private void back(int key) {
    if (key == TopKey.ESCAPE || key == TopKey.BACKSPACE || key == TopKey.ENTER || key == 'q') {
      drilled = null;
    }
  }

  private boolean move(int key) {
    int at = selected();
    switch (key) {
      case TopKey.UP -> selected = at - 1;
      case TopKey.DOWN -> selected = at + 1;
      case TopKey.PAGE_UP -> selected = at - 10;
      case TopKey.PAGE_DOWN -> selected = at + 10;
      case TopKey.ENTER -> {
        List<TopRow> shown = shown();
        drilled = shown.isEmpty() ? null : shown.get(at).view();
      }
      default -> {
        return false;
      }
    }
    selected = selected();
    return true;
  }

  private void command(int key) {
    TopColumn column = TopColumn.of(key);
    if (column != null) {
      reversed = column == sort && !reversed;
      sort = column;
    } else if (key == 'q') {
      ended = true;
    } else if (key == '/') {
      typing = true;
    } else if (key == TopKey.ESCAPE) {
      filter = "";
    }
  }
}

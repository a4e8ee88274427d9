package dev.memfleet.exporter.catalog;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The series of a page of metrics, comparable whatever the order of series and labels. */
public final class Page {
  private static final Pattern SERIES =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_]\\w*)=\"((?:[^\"\\\\]|\\\\.)*)\",?");

  private Page() {}

  /** Value by {@code name{label="value",...}} with the labels in alphabetical order. */
  public static SortedMap<String, Double> parse(String text) {
    SortedMap<String, Double> series = new TreeMap<>();
    text.lines()
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .forEach(line -> put(series, line));
    return series;
  }

  private static void put(SortedMap<String, Double> series, String line) {
    Matcher matcher = SERIES.matcher(line);
    if (!matcher.matches()) {
      throw new AssertionError("not a series: " + line);
    }
    SortedMap<String, String> labels = new TreeMap<>();
    if (matcher.group(2) != null) {
      Matcher label = LABEL.matcher(matcher.group(2));
      while (label.find()) {
        labels.put(label.group(1), label.group(2));
      }
    }
    if (series.put(matcher.group(1) + labels, Double.valueOf(matcher.group(3))) != null) {
      throw new AssertionError("twice: " + line);
    }
  }

  /** The series of families, named like those of {@link #parse}. */
  static SortedMap<String, Double> of(List<Family> families) {
    SortedMap<String, Double> series = new TreeMap<>();
    for (Family family : families) {
      for (Sample sample : family.samples()) {
        SortedMap<String, String> labels = new TreeMap<>();
        for (int i = 0; i < sample.labelNames().size(); i++) {
          labels.put(sample.labelNames().get(i), sample.labelValues().get(i));
        }
        if (series.put(family.name() + labels, sample.value()) != null) {
          throw new AssertionError("twice: " + family.name() + labels);
        }
      }
    }
    return series;
  }

  /** The name of a series. */
  static String name(String series) {
    return series.substring(0, series.indexOf('{'));
  }
}

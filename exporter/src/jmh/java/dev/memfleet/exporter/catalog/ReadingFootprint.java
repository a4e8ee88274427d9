package dev.memfleet.exporter.catalog;

import java.util.ArrayList;
import java.util.List;

/** Prints how much heap a reading takes, measured on 10,000 readings kept at once. */
public final class ReadingFootprint {
  private static final int READINGS = 10_000;

  private ReadingFootprint() {}

  public static void main(String[] args) {
    Recording recording = Recording.load("/recordings/memcached-1.6.18.stats.txt");
    List<Reading> readings = new ArrayList<>(READINGS);
    readings.add(recording.reading());
    long before = usedAfterCollection();
    while (readings.size() <= READINGS) {
      readings.add(recording.reading());
    }
    long bytes = usedAfterCollection() - before;
    System.out.printf(
        "%d bytes a reading, %d MB for %d%n", bytes / READINGS, bytes >> 20, readings.size() - 1);
  }

  private static long usedAfterCollection() {
    Runtime runtime = Runtime.getRuntime();
    System.gc();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}

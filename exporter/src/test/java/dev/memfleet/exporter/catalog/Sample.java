package dev.memfleet.exporter.catalog;

import java.util.List;

/** One series' value. */
public record Sample(List<String> labelNames, List<String> labelValues, double value) {}

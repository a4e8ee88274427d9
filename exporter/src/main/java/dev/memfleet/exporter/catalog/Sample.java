package dev.memfleet.exporter.catalog;

import java.util.List;

/** One series' value; the lists are shared between samples and never changed. */
public record Sample(List<String> labelNames, List<String> labelValues, double value) {}

package dev.memfleet.exporter.cli.verbs;

/**
 * A node in the live table.
 *
 * @param operations per second; NaN before there are two answers
 * @param hitRatio of the gets since the previous answer, or of all if there were none
 * @param evictions per second
 */
record TopRow(NodeView view, double operations, double hitRatio, double evictions) {}

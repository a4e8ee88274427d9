/** Writes the metrics of one or many nodes, and those of simpleclient's registry, as text. */
@NullMarked
package dev.memfleet.exporter.exposition;

import org.jspecify.annotations.NullMarked;

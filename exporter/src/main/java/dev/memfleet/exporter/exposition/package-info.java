/** Writes the pages of one or many nodes, and the families of simpleclient's registry, as text. */
@NullMarked
package dev.memfleet.exporter.exposition;

import org.jspecify.annotations.NullMarked;

/** Parses a dump of a node's items, and sums it by prefix and slab class. */
@NullMarked
package dev.memfleet.exporter.insight.dump;

import org.jspecify.annotations.NullMarked;

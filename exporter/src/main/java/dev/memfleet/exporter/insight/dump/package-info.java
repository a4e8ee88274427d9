/** The items of a node: from the lines of one dump to sums by prefix and slab class. */
@NullMarked
package dev.memfleet.exporter.insight.dump;

import org.jspecify.annotations.NullMarked;

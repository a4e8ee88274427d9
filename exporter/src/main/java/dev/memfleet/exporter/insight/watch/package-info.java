/** Parses the lines that memcached's {@code watch} sends. */
@NullMarked
package dev.memfleet.exporter.insight.watch;

import org.jspecify.annotations.NullMarked;

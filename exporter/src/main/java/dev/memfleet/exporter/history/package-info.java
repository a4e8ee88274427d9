/** The recent history of each node in memory, an hour by default, which the status page plots. */
@NullMarked
package dev.memfleet.exporter.history;

import org.jspecify.annotations.NullMarked;

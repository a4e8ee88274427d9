/** The last hour of each node in memory: what the status page plots. */
@NullMarked
package dev.memfleet.exporter.history;

import org.jspecify.annotations.NullMarked;

/** The monitored nodes, each polled on its interval or on demand. */
@NullMarked
package dev.memfleet.exporter.fleet;

import org.jspecify.annotations.NullMarked;

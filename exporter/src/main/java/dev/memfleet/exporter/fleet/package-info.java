/** The nodes that the agent watches, each polled on its interval or when asked. */
@NullMarked
package dev.memfleet.exporter.fleet;

import org.jspecify.annotations.NullMarked;

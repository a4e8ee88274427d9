/** Real programs that tests start: cache servers, the agent's jar, Prometheus. */
@NullMarked
package dev.memfleet.exporter.peer;

import org.jspecify.annotations.NullMarked;

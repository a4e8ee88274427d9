/** The agent: polls memcached nodes and serves their metrics to Prometheus. */
@NullMarked
package dev.memfleet.exporter;

import org.jspecify.annotations.NullMarked;

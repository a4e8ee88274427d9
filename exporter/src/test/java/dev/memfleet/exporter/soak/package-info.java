/** An hour of mixed clients over three servers, with agent and Prometheus watching. */
@NullMarked
package dev.memfleet.exporter.soak;

import org.jspecify.annotations.NullMarked;

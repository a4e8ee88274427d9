/** The agent's own metrics. */
@NullMarked
package dev.memfleet.exporter.self;

import org.jspecify.annotations.NullMarked;

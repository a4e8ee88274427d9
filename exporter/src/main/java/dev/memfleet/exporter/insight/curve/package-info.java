/** Which hit ratio a node would have with more or less memory. */
@NullMarked
package dev.memfleet.exporter.insight.curve;

import org.jspecify.annotations.NullMarked;

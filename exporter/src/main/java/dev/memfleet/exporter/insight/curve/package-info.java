/** Predicts a node's hit ratio with more or less memory. */
@NullMarked
package dev.memfleet.exporter.insight.curve;

import org.jspecify.annotations.NullMarked;

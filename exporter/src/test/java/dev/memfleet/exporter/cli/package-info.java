/** Flags, variables, help and the log. */
@NullMarked
package dev.memfleet.exporter.cli;

import org.jspecify.annotations.NullMarked;

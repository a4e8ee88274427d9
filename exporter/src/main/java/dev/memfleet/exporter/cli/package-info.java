/** Command-line flags, environment variables and logging. */
@NullMarked
package dev.memfleet.exporter.cli;

import org.jspecify.annotations.NullMarked;

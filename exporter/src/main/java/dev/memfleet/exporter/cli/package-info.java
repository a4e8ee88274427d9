/** The command line, the environment and logging. */
@NullMarked
package dev.memfleet.exporter.cli;

import org.jspecify.annotations.NullMarked;

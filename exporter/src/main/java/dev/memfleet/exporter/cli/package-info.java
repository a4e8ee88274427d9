/** What the operator says on the command line and in the environment, and how the agent logs. */
@NullMarked
package dev.memfleet.exporter.cli;

import org.jspecify.annotations.NullMarked;

/**
 * Subcommands of the command line, on picocli, one file each. They poll nodes with the agent's own
 * classes, or query a running agent over HTTP.
 */
@NullMarked
package dev.memfleet.exporter.cli.verbs;

import org.jspecify.annotations.NullMarked;

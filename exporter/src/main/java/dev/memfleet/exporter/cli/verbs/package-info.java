/**
 * The verbs of the command line: one file each, on picocli. They ask nodes with the agent's own
 * parts, or a running agent over HTTP.
 */
@NullMarked
package dev.memfleet.exporter.cli.verbs;

import org.jspecify.annotations.NullMarked;

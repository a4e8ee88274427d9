/** Connections to nodes: one socket each, commands in FIFO order, one deadline. */
@NullMarked
package dev.memfleet.exporter.client;

import org.jspecify.annotations.NullMarked;

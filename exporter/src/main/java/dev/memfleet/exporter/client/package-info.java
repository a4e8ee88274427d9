/** Sockets to nodes: one connection each, commands in order, one deadline. */
@NullMarked
package dev.memfleet.exporter.client;

import org.jspecify.annotations.NullMarked;

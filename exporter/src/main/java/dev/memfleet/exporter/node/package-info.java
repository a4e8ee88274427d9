/** Nodes: their addresses and labels, how to connect to them, and which of them may be asked. */
@NullMarked
package dev.memfleet.exporter.node;

import org.jspecify.annotations.NullMarked;

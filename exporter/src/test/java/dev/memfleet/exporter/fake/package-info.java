/** Nodes that behave in one way each, in this JVM, on loopback ports of their own. */
@NullMarked
package dev.memfleet.exporter.fake;

import org.jspecify.annotations.NullMarked;

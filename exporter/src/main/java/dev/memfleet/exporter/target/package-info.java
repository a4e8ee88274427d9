/** Which nodes are watched: their addresses and the labels their series carry. */
@NullMarked
package dev.memfleet.exporter.target;

import org.jspecify.annotations.NullMarked;

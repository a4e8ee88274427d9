/** Addresses and labels, well and badly spelled. */
@NullMarked
package dev.memfleet.exporter.node;

import org.jspecify.annotations.NullMarked;

/** Addresses and labels, well and badly spelled. */
@NullMarked
package dev.memfleet.exporter.target;

import org.jspecify.annotations.NullMarked;

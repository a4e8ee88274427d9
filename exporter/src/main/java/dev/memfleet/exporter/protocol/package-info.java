/** Parses the answers to {@code stats} into tables; no I/O, bounded memory. */
@NullMarked
package dev.memfleet.exporter.protocol;

import org.jspecify.annotations.NullMarked;

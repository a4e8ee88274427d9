/** Bytes of an answer to {@code stats} into a table; no I/O, bounded memory. */
@NullMarked
package dev.memfleet.exporter.protocol;

import org.jspecify.annotations.NullMarked;

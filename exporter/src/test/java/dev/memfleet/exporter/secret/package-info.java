/** Secrets stay hidden. */
@NullMarked
package dev.memfleet.exporter.secret;

import org.jspecify.annotations.NullMarked;

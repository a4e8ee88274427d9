/** One node, asked once: what it answered and how it went. */
@NullMarked
package dev.memfleet.exporter.scrape;

import org.jspecify.annotations.NullMarked;

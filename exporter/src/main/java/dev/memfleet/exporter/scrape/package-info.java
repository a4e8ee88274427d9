/** One scrape of one node, and its result. */
@NullMarked
package dev.memfleet.exporter.scrape;

import org.jspecify.annotations.NullMarked;

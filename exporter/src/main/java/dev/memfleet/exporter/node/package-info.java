/** Nodes: addresses, labels, connection settings, and which targets may be scraped. */
@NullMarked
package dev.memfleet.exporter.node;

import org.jspecify.annotations.NullMarked;

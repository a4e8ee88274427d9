/** The status of nodes for people and scripts: rows, sums, news. */
@NullMarked
package dev.memfleet.exporter.status;

import org.jspecify.annotations.NullMarked;

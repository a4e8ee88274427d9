/** The status of nodes for people and scripts: rows, sums, notable conditions. */
@NullMarked
package dev.memfleet.exporter.status;

import org.jspecify.annotations.NullMarked;

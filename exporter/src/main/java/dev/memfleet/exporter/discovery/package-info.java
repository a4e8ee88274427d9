/** Sources of nodes, each queried at an interval, and the union of their nodes. */
@NullMarked
package dev.memfleet.exporter.discovery;

import org.jspecify.annotations.NullMarked;

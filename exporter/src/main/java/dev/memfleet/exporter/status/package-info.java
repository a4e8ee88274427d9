/** What the agent knows of its nodes, as people and scripts want to see it: rows, sums, news. */
@NullMarked
package dev.memfleet.exporter.status;

import org.jspecify.annotations.NullMarked;

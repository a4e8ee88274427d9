/** What is in a node's cache and what is asked of it: jobs that watch a node, and their results. */
@NullMarked
package dev.memfleet.exporter.insight;

import org.jspecify.annotations.NullMarked;

/** Jobs that analyse a node's contents and requests, and their results. */
@NullMarked
package dev.memfleet.exporter.insight;

import org.jspecify.annotations.NullMarked;

/** What one node answered at one time. */
@NullMarked
package dev.memfleet.exporter.snapshot;

import org.jspecify.annotations.NullMarked;

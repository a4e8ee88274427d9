/** The table that maps stats to metrics, and the columns and families compiled from it. */
@NullMarked
package dev.memfleet.exporter.catalog;

import org.jspecify.annotations.NullMarked;

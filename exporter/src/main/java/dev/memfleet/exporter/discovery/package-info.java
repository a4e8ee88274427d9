/** Where nodes come from: sources that are asked again and again, and the union of their nodes. */
@NullMarked
package dev.memfleet.exporter.discovery;

import org.jspecify.annotations.NullMarked;

/** Families of one or many nodes through simpleclient's registry to text. */
@NullMarked
package dev.memfleet.exporter.exposition;

import org.jspecify.annotations.NullMarked;

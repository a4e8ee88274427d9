/** Documents at and beyond their limits. */
@NullMarked
package dev.memfleet.exporter.yaml;

import org.jspecify.annotations.NullMarked;

/** Documents in YAML and JSON as values with their line and column; knows no schema. */
@NullMarked
package dev.memfleet.exporter.yaml;

import org.jspecify.annotations.NullMarked;

/** YAML and JSON documents as values with line and column; independent of any schema. */
@NullMarked
package dev.memfleet.exporter.yaml;

import org.jspecify.annotations.NullMarked;

/** The configuration file: YAML in, records out that are valid once constructed. */
@NullMarked
package dev.memfleet.exporter.config;

import org.jspecify.annotations.NullMarked;

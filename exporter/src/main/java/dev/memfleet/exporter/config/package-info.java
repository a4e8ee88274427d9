/** The configuration file, which combines the keys that each configured part declares. */
@NullMarked
package dev.memfleet.exporter.config;

import org.jspecify.annotations.NullMarked;

/** The configuration file: on top of what it configures, whose keys it puts together. */
@NullMarked
package dev.memfleet.exporter.config;

import org.jspecify.annotations.NullMarked;

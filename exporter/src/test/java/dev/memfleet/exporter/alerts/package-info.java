/** The shipped rules: their conventions, their promtool tests and what they need. */
@NullMarked
package dev.memfleet.exporter.alerts;

import org.jspecify.annotations.NullMarked;

/** The mixin: rules, alerts and dashboards rendered by jsonnet. */
@NullMarked
package dev.memfleet.exporter.mixin;

import org.jspecify.annotations.NullMarked;

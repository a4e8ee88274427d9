/**
 * The Grafana dashboards: written from their YAML sources, linted, and asked of a real Prometheus.
 */
@NullMarked
package dev.memfleet.exporter.dashboards;

import org.jspecify.annotations.NullMarked;

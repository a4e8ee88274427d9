/** Nodes from the configuration endpoint of an ElastiCache or Memorystore cluster. */
@NullMarked
package dev.memfleet.exporter.discovery.cluster;

import org.jspecify.annotations.NullMarked;

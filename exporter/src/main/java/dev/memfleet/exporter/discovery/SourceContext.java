package dev.memfleet.exporter.discovery;

import dev.memfleet.exporter.client.Connectors;
import dev.memfleet.exporter.node.NodeRules;
import dev.memfleet.exporter.node.Profile;
import io.vertx.core.Vertx;

/**
 * The dependencies of a source.
 *
 * @param profile how to connect to a server that lists nodes, if it is queried like a node
 * @param rules by which lists of nodes are read
 */
public record SourceContext(Vertx vertx, Connectors connectors, Profile profile, NodeRules rules) {}

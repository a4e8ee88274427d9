package dev.memfleet.exporter.discovery;

import dev.memfleet.exporter.client.Connectors;
import dev.memfleet.exporter.node.NodeRules;
import dev.memfleet.exporter.node.Profile;
import io.vertx.core.Vertx;

/**
 * What a source is made with.
 *
 * @param profile how a server that lists nodes is connected to, if it is asked as a node is
 * @param rules by which lists of nodes are read
 */
public record Surroundings(Vertx vertx, Connectors connectors, Profile profile, NodeRules rules) {}

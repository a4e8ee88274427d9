package dev.memfleet.exporter.config;

/** Where a source has its nodes from. */
public sealed interface Origin
    permits ClusterEndpoint, DnsNames, FilePatterns, NodesUrl, StaticNodes {}

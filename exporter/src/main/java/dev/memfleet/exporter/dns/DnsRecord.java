package dev.memfleet.exporter.dns;

/**
 * One record of an answer.
 *
 * @param host the address, or the target of an SRV record, without a trailing dot
 * @param port of an SRV record; 0 otherwise
 */
public record DnsRecord(String host, int port) {}

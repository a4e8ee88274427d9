package dev.memfleet.exporter.dns;

/**
 * One record of an answer.
 *
 * @param host the address, or the name that an SRV record points to, without a dot at its end
 * @param port of an SRV record; 0 otherwise
 */
public record DnsRecord(String host, int port) {}

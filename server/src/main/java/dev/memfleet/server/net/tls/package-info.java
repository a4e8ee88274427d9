/** TLS of connections: certificates, and the handlers between a socket and its connection. */
@NullMarked
package dev.memfleet.server.net.tls;

import org.jspecify.annotations.NullMarked;

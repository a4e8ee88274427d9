/** TLS: certificates, and the pipeline handlers between a socket and its connection. */
@NullMarked
package dev.memfleet.server.net.tls;

import org.jspecify.annotations.NullMarked;

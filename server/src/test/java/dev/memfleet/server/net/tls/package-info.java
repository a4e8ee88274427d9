/** Tests of TLS. */
@NullMarked
package dev.memfleet.server.net.tls;

import org.jspecify.annotations.NullMarked;

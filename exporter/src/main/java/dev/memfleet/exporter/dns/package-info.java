/** DNS look-ups with Netty's resolver: records and addresses with their time to live. */
@NullMarked
package dev.memfleet.exporter.dns;

import org.jspecify.annotations.NullMarked;

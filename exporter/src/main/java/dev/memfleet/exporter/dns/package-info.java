/** Asks name servers: records with their time to live, over UDP, and over TCP what is too long. */
@NullMarked
package dev.memfleet.exporter.dns;

import org.jspecify.annotations.NullMarked;

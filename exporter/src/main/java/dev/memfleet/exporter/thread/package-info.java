/** Threads of our own, beside those of Vert.x and of the JDK's server. */
@NullMarked
package dev.memfleet.exporter.thread;

import org.jspecify.annotations.NullMarked;

/** What the agent answers over HTTP: one server for each listen address, one router. */
@NullMarked
package dev.memfleet.exporter.http;

import org.jspecify.annotations.NullMarked;

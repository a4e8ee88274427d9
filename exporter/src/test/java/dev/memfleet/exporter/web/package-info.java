/** Every valid and invalid configuration, with its exact messages. */
@NullMarked
package dev.memfleet.exporter.web;

import org.jspecify.annotations.NullMarked;

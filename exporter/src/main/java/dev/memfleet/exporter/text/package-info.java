/** Formats values for people, in terminals and on pages. */
@NullMarked
package dev.memfleet.exporter.text;

import org.jspecify.annotations.NullMarked;

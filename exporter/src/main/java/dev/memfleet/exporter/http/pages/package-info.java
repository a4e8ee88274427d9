/** The HTTP pages, one file each. */
@NullMarked
package dev.memfleet.exporter.http.pages;

import org.jspecify.annotations.NullMarked;

/** The status page: HTML that is complete without JavaScript, and updates itself with it. */
@NullMarked
package dev.memfleet.exporter.http.pages.status;

import org.jspecify.annotations.NullMarked;

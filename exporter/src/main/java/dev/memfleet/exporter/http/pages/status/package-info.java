/** The status page: HTML that is complete without JavaScript, and live with it. */
@NullMarked
package dev.memfleet.exporter.http.pages.status;

import org.jspecify.annotations.NullMarked;

/** Certificates made in a test. */
@NullMarked
package dev.memfleet.exporter.certificate;

import org.jspecify.annotations.NullMarked;

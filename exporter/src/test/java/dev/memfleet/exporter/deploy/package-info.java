/** What is shipped beside the jar. */
@NullMarked
package dev.memfleet.exporter.deploy;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.memfleet.exporter.cli.verbs;

import org.jspecify.annotations.NullMarked;

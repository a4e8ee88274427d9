/** Who may see the agent's own pages, and how they are encrypted. */
@NullMarked
package dev.memfleet.exporter.web;

import org.jspecify.annotations.NullMarked;

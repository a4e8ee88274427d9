/** One client's conversation: its requests to the handlers, its upload, its replies. */
@NullMarked
package dev.memfleet.server.session;

import org.jspecify.annotations.NullMarked;

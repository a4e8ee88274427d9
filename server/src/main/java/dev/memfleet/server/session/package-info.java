/**
 * One client's session: passes requests to the handlers, holds the value upload and the replies.
 */
@NullMarked
package dev.memfleet.server.session;

import org.jspecify.annotations.NullMarked;

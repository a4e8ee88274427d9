/** Authentication: the file of users, and the queue of password checks. */
@NullMarked
package dev.memfleet.server.auth;

import org.jspecify.annotations.NullMarked;

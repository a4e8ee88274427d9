/** Logins: by a fake set command in text, by SASL in binary. */
@NullMarked
package dev.memfleet.server.command.login;

import org.jspecify.annotations.NullMarked;

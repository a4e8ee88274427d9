@NullMarked
package dev.memfleet.server.net;

import org.jspecify.annotations.NullMarked;

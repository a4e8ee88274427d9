/** One item: its layout in memory, the locks that guard it and the index that finds it. */
@NullMarked
package dev.memfleet.server.store.item;

import org.jspecify.annotations.NullMarked;

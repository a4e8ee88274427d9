package dev.memfleet.server.store.slab;

/** A move of a page from one class to another; class 0 is the pool of pages without a class. */
record Move(int source, int destination) {}

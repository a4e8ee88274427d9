package dev.memfleet.server.store.lru;

/** The outcome of a request to crawl. */
public enum CrawlResult {
  /** The crawl runs in the background. */
  OK,
  /** Another crawl is running. */
  BUSY,
  /** No such class. */
  BAD_CLASS,
  /** Nothing to crawl. */
  NOT_STARTED
}

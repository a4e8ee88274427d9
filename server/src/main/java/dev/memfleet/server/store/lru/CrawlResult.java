package dev.memfleet.server.store.lru;

/** What became of a request to crawl. */
public enum CrawlResult {
  /** The crawl goes on in the background. */
  OK,
  /** Another crawl is under way. */
  BUSY,
  /** No such class. */
  BAD_CLASS,
  /** Nothing to crawl. */
  NOT_STARTED
}

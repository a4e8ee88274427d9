package dev.memfleet.server.store.item;

/** Receives what background threads do, while it is watched. */
public interface SystemEvents {
  /** Nothing is watched. */
  SystemEvents UNWATCHED =
      new SystemEvents() {
        @Override
        public boolean watchesSystem() {
          return false;
        }

        @Override
        public void report(String text) {}
      };

  boolean watchesSystem();

  /** An event in memcached's words. */
  void report(String text);
}

package dev.memfleet.server.store.lru;

import dev.memfleet.server.clock.RelativeClock;
import dev.memfleet.server.store.item.ItemLayout;
import dev.memfleet.server.store.item.SystemEvents;

/**
 * Decides when to crawl which segment for expired items: soon where the last crawl saw many that
 * were about to expire, at growing intervals (up to an hour) where there was nothing to gain.
 */
final class ExpiryPlan {
  private static final int MINUTE = 60;
  private static final int MAX_WAIT = 60 * MINUTE;
  private static final int MIN_RETRY = 5;

  private final LruCrawler crawler;
  private final RelativeClock clock;
  private final int[] next = new int[CrawlSurvey.SEGMENTS]; // seconds of the clock
  private final int[] wait = new int[CrawlSurvey.SEGMENTS]; // seconds
  private volatile SystemEvents events = SystemEvents.UNWATCHED;

  ExpiryPlan(LruCrawler crawler, RelativeClock clock) {
    this.crawler = crawler;
    this.clock = clock;
  }

  /** Sets the receiver of the events of finished crawls. */
  void report(SystemEvents to) {
    events = to;
  }

  /** Evaluates finished crawls and starts those that are due; called once a second. */
  void check() {
    if (!crawler.tuning().enabled()) {
      return;
    }
    int now = clock.now();
    boolean[] due = new boolean[CrawlSurvey.SEGMENTS];
    boolean any = false;
    for (int i = 1; i < CrawlSurvey.SEGMENTS; i++) {
      CrawlSurvey survey = crawler.takeSurvey(i);
      if (survey != null) {
        wait[i] = adjust(survey, wait[i]);
        next[i] = now + wait[i] + MIN_RETRY;
        if (events.watchesSystem()) {
          events.report(describe(i, survey, now, next[i]));
        }
      }
      if (now > next[i]) {
        due[i] = true;
        any = true;
        next[i] = now + MIN_RETRY;
      }
    }
    if (any) {
      crawler.expire(due);
    }
  }

  private static String describe(int segment, CrawlSurvey survey, int now, int next) {
    String lru =
        switch (segment & ~ItemLayout.CLASS_MASK) {
          case ItemLayout.HOT -> "hot";
          case ItemLayout.WARM -> "warm";
          case ItemLayout.COLD -> "cold";
          default -> "temp";
        };
    return "type=lru_crawler crawler="
        + (segment & ItemLayout.CLASS_MASK)
        + " lru="
        + lru
        + " low_mark="
        + minReclaimed(survey)
        + " next_reclaims="
        + survey.expiringSoon()
        + " since_run="
        + (now - survey.endedAt())
        + " next_run="
        + (next - now)
        + " elapsed="
        + survey.elapsed()
        + " examined="
        + survey.examined()
        + " reclaimed="
        + survey.reclaimed();
  }

  /** The number of expiring items that makes a crawl worthwhile. */
  private static long minReclaimed(CrawlSurvey survey) {
    return survey.expiring() / 100 + 1;
  }

  private static int adjust(CrawlSurvey survey, int before) {
    int result = before;
    long worthwhile = minReclaimed(survey);
    long expiring = 0;
    for (int minute = 0; minute < CrawlSurvey.MINUTES; minute++) {
      expiring += survey.expiringIn(minute);
      if (expiring > worthwhile) {
        if (result < minute * MINUTE) {
          result += MINUTE;
        } else if (result >= MINUTE) {
          result -= MINUTE;
        }
        break;
      }
    }
    if (expiring == 0) {
      result += MINUTE;
    }
    return Math.min(result, MAX_WAIT);
  }
}

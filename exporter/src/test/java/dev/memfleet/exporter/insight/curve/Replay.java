package dev.memfleet.exporter.insight.curve;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.memfleet.exporter.insight.watch.RealGets;
import dev.memfleet.exporter.insight.watch.WatchLine;
import dev.memfleet.exporter.insight.watch.WatchLog;
import dev.memfleet.exporter.insight.watch.WatchParser;
import dev.memfleet.exporter.load.Workload;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A simulation that sends the same requests to exact LRU caches of several sizes; each miss is
 * followed by a store. The log lines of the cache of size 1 are fed to one estimator per window.
 */
final class Replay {
  static final List<Integer> CHUNKS =
      List.of(0, 96, 144, 216, 328, 496, 744, 1120, 1680, 2520, 3784, 5680, 8520, 12_784);
  static final int CLASSES = CHUNKS.size() - 1;

  private static final int SIZE = 3_750_000;
  private static final int ONE = 4;
  private static final int PER_SECOND = 1_000;
  private static final long MICROS = 1_000_000;
  private static final long STEP = MICROS / PER_SECOND;
  private static final int WARM = 150 * PER_SECOND;
  private static final int OVERHEAD = 73;

  /**
   * A window that begins when the caches are warm.
   *
   * @param evictions seconds for which evictions alone are watched before it
   * @param most keys to sample
   */
  record Window(int evictions, int seconds, int most) {
    Window(int seconds, int most) {
      this(0, seconds, most);
    }

    /** The first request in it. */
    int begin() {
      return WARM + evictions * PER_SECOND;
    }

    /** The first request after it. */
    int end() {
      return begin() + seconds * PER_SECOND;
    }
  }

  /** The curve predicted by a window, and the true hit ratio at each size during the window. */
  record Result(Curve curve, List<Double> truth) {
    Result {
      truth = List.copyOf(truth);
    }

    double error(int size) {
      return curve.points().get(size).hitRatio() - truth.get(size);
    }

    /** The sizes that the window supports. */
    List<Integer> supported() {
      return IntStream.range(0, truth.size())
          .filter(size -> curve.points().get(size).supported())
          .boxed()
          .toList();
    }

    double worst() {
      return supported().stream().mapToDouble(size -> Math.abs(error(size))).max().orElse(0);
    }
  }

  /** The estimators of a window. */
  private static final class Watcher implements WatchLog {
    final Window window;
    final SurvivalCurve curve;
    final Ghosts ghosts;
    final RealGets gets = new RealGets(this);
    final WatchParser parser = new WatchParser(gets, line -> {});
    boolean begun;

    Watcher(Window window, Capacity capacity) {
      this.window = window;
      curve = new SurvivalCurve(capacity, window.most);
      ghosts = new Ghosts(capacity, window.most);
    }

    void begin() {
      ghosts.begin();
      begun = true;
    }

    Curve curve(double measured) {
      Curve seen = curve.curve(measured);
      return window.evictions == 0 ? seen : ghosts.extend(seen, measured);
    }

    @Override
    public void get(WatchLine line) {
      if (begun) {
        curve.get(line);
        ghosts.get(line);
      }
    }

    @Override
    public void store(WatchLine line) {
      if (begun) {
        curve.store(line);
        ghosts.store(line);
      }
    }

    @Override
    public void eviction(WatchLine line) {
      ghosts.eviction(line);
    }
  }

  private final Workload load;
  private final List<Window> windows;

  /** The key of each request; its complement for an overwrite. */
  private final int[] requests;

  private final int[] sizes;
  private final int[] ttls;
  private final int[] classes;
  private final int[] chunks;
  private int current;

  private Replay(Workload load, List<Window> windows) {
    this.load = load;
    this.windows = windows;
    requests = new int[windows.stream().mapToInt(Window::end).max().orElseThrow()];
    Arrays.setAll(requests, i -> next());
    int keys = Arrays.stream(requests).map(Replay::key).max().orElseThrow() + 1;
    sizes = IntStream.range(0, keys).map(load::size).toArray();
    ttls = IntStream.range(0, keys).map(load::ttl).toArray();
    classes = Arrays.stream(sizes).map(Replay::slabClass).toArray();
    chunks = Arrays.stream(classes).map(CHUNKS::get).toArray();
  }

  /** The results of windows of several lengths. */
  static List<Result> of(Workload load, Window... windows) {
    return new Replay(load, List.of(windows)).results();
  }

  private int next() {
    int key = load.next();
    return load.isOverwrite() ? ~key : key;
  }

  private static int key(int request) {
    return Math.max(request, ~request);
  }

  private static int slabClass(int size) {
    int slabClass = 1;
    while (CHUNKS.get(slabClass) < size + OVERHEAD) {
      slabClass++;
    }
    return slabClass;
  }

  private List<Result> results() {
    double[][] truth = new double[windows.size()][SurvivalCurve.SIZES.length];
    List<Watcher> watchers = List.of();
    for (int size = 0; size < SurvivalCurve.SIZES.length; size++) {
      LruCache cache = new LruCache((long) (SurvivalCurve.SIZES[size] * SIZE), chunks);
      warm(cache);
      if (size == ONE) {
        Capacity capacity = new Capacity(cache.bytes(), 100, CLASSES, CHUNKS, true);
        watchers = windows.stream().map(window -> new Watcher(window, capacity)).toList();
      }
      measure(cache, size, truth, size == ONE ? watchers : List.of());
    }
    List<Watcher> all = watchers;
    return IntStream.range(0, windows.size())
        .mapToObj(
            i ->
                new Result(
                    all.get(i).curve(truth[i][ONE]), Arrays.stream(truth[i]).boxed().toList()))
        .toList();
  }

  private void warm(LruCache cache) {
    for (int i = 0; i < WARM; i++) {
      request(cache, i);
    }
  }

  private void measure(LruCache cache, int size, double[][] truth, List<Watcher> watchers) {
    int[] gets = new int[windows.size()];
    int[] hits = new int[windows.size()];
    StringBuilder lines = new StringBuilder();
    if (!watchers.isEmpty()) {
      cache.onEviction((key, expiry, accessed) -> logEviction(key, expiry, accessed, lines));
    }
    for (int i = WARM; i < requests.length; i++) {
      begin(i, lines, watchers);
      current = i;
      boolean hit = request(cache, i);
      if (!watchers.isEmpty()) {
        log(i, hit, lines);
      }
      for (int w = 0; w < windows.size(); w++) {
        Window window = windows.get(w);
        if (i >= window.begin() && i < window.end()) {
          gets[w] += requests[i] < 0 ? 0 : 1;
          hits[w] += hit ? 1 : 0;
        }
        if (i + 1 == window.end()) {
          truth[w][size] = hits[w] / (double) gets[w];
          feed(lines, watchers, i);
          watchers.stream().skip(w).limit(1).forEach(ended -> ended.gets.flush());
        }
      }
      if (lines.length() > 60_000) {
        feed(lines, watchers, i);
      }
    }
  }

  private static void begin(int request, StringBuilder lines, List<Watcher> watchers) {
    for (Watcher watcher : watchers) {
      if (request == watcher.window.begin()) {
        feed(lines, watchers, request - 1);
        watcher.begin();
      }
    }
  }

  private boolean request(LruCache cache, int i) {
    int key = key(requests[i]);
    boolean hit = requests[i] >= 0 && cache.get(key, now(i));
    if (!hit) {
      cache.set(key, ttls[key] == 0 ? Long.MAX_VALUE : now(i) + ttls[key] * MICROS, now(i));
    }
    return hit;
  }

  private static long now(int i) {
    return 1000 * MICROS + i * STEP;
  }

  /** Hands lines to the windows that had not ended at the request before. */
  private static void feed(StringBuilder lines, List<Watcher> watchers, int request) {
    byte[] bytes = lines.toString().getBytes(US_ASCII);
    lines.setLength(0);
    for (Watcher watcher : watchers) {
      if (request < watcher.window.end()) {
        watcher.parser.feed(bytes, 0, bytes.length);
      }
    }
  }

  private void logEviction(int key, long expiry, long accessed, StringBuilder lines) {
    int i = current;
    lines.append(line(i, "eviction", key)).append(" fetch=no ttl=");
    lines.append(expiry == Long.MAX_VALUE ? -1 : (expiry - now(i)) / MICROS);
    lines.append(" la=").append((now(i) - accessed) / MICROS);
    lines.append(" clsid=").append(classes[key]).append(" size=").append(sizes[key]).append("\n");
  }

  private static String line(int i, String type, int key) {
    return "ts="
        + now(i) / MICROS
        + "."
        + now(i) % MICROS
        + " gid=1 type="
        + type
        + " key=k%3A"
        + key;
  }

  private void log(int i, boolean hit, StringBuilder lines) {
    int key = key(requests[i]);
    String item = " clsid=" + classes[key] + " cfd=20 size=" + sizes[key] + "\n";
    String get = line(i, "item_get", key);
    if (hit) {
      lines.append(get).append(" status=found").append(item);
      return;
    }
    String missing = " status=not_found clsid=0 cfd=20 size=0\n";
    if (requests[i] >= 0) {
      lines.append(get).append(missing);
    }
    lines.append(get).append(missing).append(line(i, "item_store", key));
    lines.append(" status=stored cmd=set ttl=").append(ttls[key]).append(item);
  }
}

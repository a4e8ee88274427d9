package dev.memfleet.exporter.soak;

import dev.memfleet.exporter.peer.ProcessUsage;

/**
 * What a process takes at one time.
 *
 * @param memory resident memory in KiB
 * @param files open file descriptors
 */
record Usage(long memory, long files, long threads) {
  static Usage of(long pid) {
    return new Usage(
        ProcessUsage.residentBytes(pid) >> 10, ProcessUsage.files(pid), ProcessUsage.threads(pid));
  }
}

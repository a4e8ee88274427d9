package dev.memfleet.exporter.insight;

/**
 * A job was refused or ended early, with the reason. Unchecked, because it fails the future in
 * whose handler it is thrown.
 */
final class RefusedException extends RuntimeException {
  private final Verdict verdict;

  RefusedException(Verdict verdict, String reason) {
    super(reason, null, false, false);
    this.verdict = verdict;
  }

  Verdict verdict() {
    return verdict;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}

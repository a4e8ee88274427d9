package dev.memfleet.exporter.http.access;

/** Whether a request may have its answer. */
public enum Verdict {
  ADMITTED(200, "", ""),
  UNAUTHORIZED(401, "Unauthorized", "login"),
  RATE_LIMITED(429, "Too Many Requests", "rate_limit"),
  /** Too many logins wait to be checked. */
  BUSY(503, "Too many logins are being checked, try again later.", "busy");

  private final int status;
  private final String text;
  private final String reason;

  Verdict(int status, String text, String reason) {
    this.status = status;
    this.text = text;
    this.reason = reason;
  }

  public int status() {
    return status;
  }

  /** What whoever is refused gets to read. */
  public String text() {
    return text;
  }

  /** What the agent's metrics call it. */
  public String reason() {
    return reason;
  }
}

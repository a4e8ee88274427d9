package dev.memfleet.exporter.http.access;

/** The decision about a request: admitted, or why it is refused. */
public enum Verdict {
  ADMITTED(200, "", ""),
  UNAUTHORIZED(401, "Unauthorized", "login"),
  RATE_LIMITED(429, "Too Many Requests", "rate_limit"),
  /** Too many logins are waiting to be checked. */
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

  /** The message for a refused client. */
  public String text() {
    return text;
  }

  /** The value of the label {@code reason} in the agent's metrics. */
  public String reason() {
    return reason;
  }
}

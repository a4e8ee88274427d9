package dev.memfleet.server.session;

import dev.memfleet.server.store.Reservation;
import dev.memfleet.server.store.StoreMode;

/** The value that a client is sending, and how to store it when it is complete. */
public final class Upload {
  private final Reservation reservation = new Reservation();
  private StoreMode mode = StoreMode.SET;
  private long expectedCas;
  private long newCas;
  private boolean allowStale;
  private boolean quiet;
  private int opcode;
  private int opaque;

  /** Memory for the value. */
  public Reservation reservation() {
    return reservation;
  }

  /**
   * Begins an upload.
   *
   * @param expectedCas the cas id that the present item must have; 0 for no check
   * @param quiet whether to omit the reply to a success; a quiet text command gets no reply at all
   */
  public void begin(StoreMode mode, long expectedCas, boolean quiet) {
    if (this.mode != mode) { // G1 puts a fence after the store of a reference
      this.mode = mode;
    }
    this.expectedCas = expectedCas;
    this.quiet = quiet;
    newCas = 0;
    allowStale = false;
  }

  /**
   * Sets what only meta commands choose.
   *
   * @param cas the cas id of the new item; 0 for the next one
   * @param stale whether a lower expected cas id stores the value, marked stale
   */
  public void choose(long cas, boolean stale) {
    newCas = cas;
    allowStale = stale;
  }

  /** Sets the opcode and opaque of a binary request, which its response repeats. */
  public void answers(int requestOpcode, int requestOpaque) {
    opcode = requestOpcode;
    opaque = requestOpaque;
  }

  public StoreMode mode() {
    return mode;
  }

  public long expectedCas() {
    return expectedCas;
  }

  public long newCas() {
    return newCas;
  }

  public boolean allowStale() {
    return allowStale;
  }

  public boolean quiet() {
    return quiet;
  }

  public int opcode() {
    return opcode;
  }

  public int opaque() {
    return opaque;
  }
}

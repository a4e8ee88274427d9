package dev.memfleet.exporter.cli.verbs;

import java.io.IOException;
import org.jline.utils.NonBlockingReader;

/** Decodes special keys from the sequences that terminals send. */
final class TopKey {
  static final int NONE = -1;
  static final int UP = -2;
  static final int DOWN = -3;
  static final int PAGE_UP = -4;
  static final int PAGE_DOWN = -5;
  static final int END_OF_INPUT = -6;
  static final int BACKSPACE = 127;
  static final int ENTER = '\r';
  static final int ESCAPE = 27;

  private static final long SEQUENCE_MILLIS = 50;

  private TopKey() {}

  /** The next key, or {@link #NONE} at the timeout. */
  static int read(NonBlockingReader in, long millis) throws IOException {
    int c = in.read(millis);
    return switch (c) {
      case NonBlockingReader.READ_EXPIRED -> NONE;
      case NonBlockingReader.EOF -> END_OF_INPUT;
      case '\n' -> ENTER;
      case '\b' -> BACKSPACE;
      case ESCAPE -> sequence(in);
      default -> c;
    };
  }

  /** Decodes {@code ESC [ A} and the like; a single escape if nothing follows at once. */
  private static int sequence(NonBlockingReader in) throws IOException {
    int c = in.read(SEQUENCE_MILLIS);
    if (c != '[' && c != 'O') {
      return ESCAPE;
    }
    int last = in.read(SEQUENCE_MILLIS);
    return switch (last) {
      case 'A' -> UP;
      case 'B' -> DOWN;
      case '5' -> expectTilde(in, PAGE_UP);
      case '6' -> expectTilde(in, PAGE_DOWN);
      default -> NONE;
    };
  }

  private static int expectTilde(NonBlockingReader in, int key) throws IOException {
    return in.read(SEQUENCE_MILLIS) == '~' ? key : NONE;
  }
}

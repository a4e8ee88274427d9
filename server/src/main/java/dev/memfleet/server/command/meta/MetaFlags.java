package dev.memfleet.server.command.meta;

import static dev.memfleet.server.protocol.ReplyBuffer.ascii;

import dev.memfleet.server.protocol.Base64;
import dev.memfleet.server.protocol.Replies;
import dev.memfleet.server.protocol.RequestLine;
import dev.memfleet.server.session.Context;
import org.jspecify.annotations.Nullable;

/**
 * The flags of one meta command: words after the key, each a letter followed directly by its
 * argument. Reused by every command of a worker.
 */
final class MetaFlags {
  /** Most words of a meta command, its name included. */
  private static final int MAX_WORDS = 19;

  private static final int MAX_OPAQUE = 32;
  private static final int FIRST_LETTER = 'A';
  private static final int LAST_LETTER = 'z';
  private static final int KEY = 1;

  /** The mode of a flag M without an argument; no command has it. */
  private static final char NO_MODE = ' ';

  private static final byte[] TOO_MANY = ascii("CLIENT_ERROR options flags are too long\r\n");
  private static final byte[] INVALID = ascii("CLIENT_ERROR invalid flag\r\n");
  private static final byte[] DUPLICATE = ascii("CLIENT_ERROR duplicate flag\r\n");
  private static final byte[] BAD_TOKEN =
      ascii("CLIENT_ERROR bad token in command line format\r\n");
  private static final byte[] BAD_KEY = ascii("CLIENT_ERROR error decoding key\r\n");
  private static final byte[] BAD_INITIAL = ascii("CLIENT_ERROR invalid numeric initial value\r\n");
  private static final byte[] BAD_DELTA = ascii("CLIENT_ERROR invalid numeric delta value\r\n");
  static final byte[] LONG_OPAQUE = ascii("CLIENT_ERROR opaque token too long\r\n");

  private final Context context;

  /** One bit for each letter seen. */
  private long seen;

  /** Address and length of the decoded key. */
  long key;

  int keyLength;
  int firstFlag;

  int clientFlags;
  int expiresAt;
  int recacheBefore;
  int vivifyExpiresAt;
  long expectedCas;
  long newCas;
  long delta;
  long initial;
  char mode;

  MetaFlags(Context context) {
    this.context = context;
  }

  /** Whether every flag starts with a possible letter; otherwise the line is no meta command. */
  static boolean wellFormed(RequestLine line, int firstFlag) {
    for (int token = firstFlag; token < line.count(); token++) {
      int letter = line.at(token, 0);
      if (letter < FIRST_LETTER || letter > LAST_LETTER) {
        return false;
      }
    }
    return true;
  }

  /** Parses the flags from a word on; returns an error message, or null. */
  byte @Nullable [] parse(RequestLine line, int firstFlag) {
    reset(line, firstFlag);
    if (line.count() > MAX_WORDS) {
      return TOO_MANY;
    }
    byte[] wrong = null;
    for (int token = firstFlag; token < line.count(); token++) {
      char letter = (char) line.at(token, 0);
      long bit = 1L << (letter - FIRST_LETTER);
      if ((seen & bit) != 0) {
        return DUPLICATE;
      }
      seen |= bit;
      byte[] now = read(letter, line, token);
      if (now == INVALID) {
        return INVALID;
      }
      wrong = now == null ? wrong : now;
    }
    return wrong;
  }

  private void reset(RequestLine line, int firstFlag) {
    this.firstFlag = firstFlag;
    seen = 0;
    key = line.address(KEY);
    keyLength = line.length(KEY);
    clientFlags = 0;
    expiresAt = 0;
    recacheBefore = 0;
    vivifyExpiresAt = 0;
    expectedCas = 0;
    newCas = 0;
    delta = 1;
    initial = 0;
    mode = 0;
  }

  private byte @Nullable [] read(char letter, RequestLine line, int token) {
    return switch (letter) {
      case 'b' -> decodeKey();
      case 'N' -> {
        vivifyExpiresAt = expiry(line, token);
        yield orElse(BAD_TOKEN);
      }
      case 'T' -> {
        expiresAt = expiry(line, token);
        yield orElse(BAD_TOKEN);
      }
      case 'R' -> {
        recacheBefore = expiry(line, token);
        yield orElse(BAD_TOKEN);
      }
      case 'C' -> {
        expectedCas = unsigned(line, token);
        yield orElse(BAD_TOKEN);
      }
      case 'E' -> {
        newCas = unsigned(line, token);
        yield orElse(BAD_TOKEN);
      }
      case 'F' -> {
        number = line.unsignedArgument32(token);
        clientFlags = (int) line.number();
        yield orElse(Replies.BAD_FORMAT);
      }
      case 'D' -> {
        delta = unsigned(line, token);
        yield orElse(BAD_DELTA);
      }
      case 'J' -> {
        initial = unsigned(line, token);
        yield orElse(BAD_INITIAL);
      }
      case 'M' -> {
        mode = line.length(token) > 1 ? (char) line.at(token, 1) : NO_MODE;
        yield null;
      }
      case 'O' -> unless(line.length(token) <= MAX_OPAQUE, LONG_OPAQUE);
      case 'I', 'P', 'L', 'S', 'c', 'f', 'h', 'k', 'l', 'q', 's', 't', 'u', 'v', 'x' -> null;
      default -> INVALID;
    };
  }

  private byte @Nullable [] decodeKey() {
    keyLength = Base64.decode(key, keyLength, context.scratch());
    key = context.scratch();
    return unless(keyLength > 0, BAD_KEY);
  }

  private static byte @Nullable [] unless(boolean fine, byte[] words) {
    if (fine) {
      return null;
    }
    return words;
  }

  private byte @Nullable [] orElse(byte[] words) {
    return unless(number, words);
  }

  private long unsigned(RequestLine line, int token) {
    number = line.unsignedArgument64(token);
    return line.number();
  }

  /** Whether the last argument was a number. */
  private boolean number;

  private int expiry(RequestLine line, int token) {
    number = line.signedArgument32(token);
    return number ? context.expiry(line.number()) : 0;
  }

  /** Whether this flag was given. */
  boolean has(char letter) {
    return (seen & 1L << (letter - FIRST_LETTER)) != 0;
  }

  boolean quiet() {
    return has('q');
  }
}

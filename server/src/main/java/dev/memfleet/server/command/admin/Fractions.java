package dev.memfleet.server.command.admin;

/** Reads decimal fractions. */
final class Fractions {
  private Fractions() {}

  /** The number a word is, or not a number. */
  static double parse(String word) {
    try {
      return word.isEmpty() || Character.isLetter(word.charAt(word.length() - 1))
          ? Double.NaN
          : Double.parseDouble(word);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}

package dev.memfleet.server.command.admin;

/** Reads decimal fractions. */
final class Fractions {
  private Fractions() {}

  /** The number that a word stands for, or NaN. */
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

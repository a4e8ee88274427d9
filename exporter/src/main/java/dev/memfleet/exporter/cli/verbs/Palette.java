package dev.memfleet.exporter.cli.verbs;

/** How words are highlighted: not at all, or in terminal colours. */
enum Palette {
  PLAIN {
    @Override
    String paint(String code, String text) {
      return text;
    }
  },

  COLOUR {
    @Override
    String paint(String code, String text) {
      return "\u001b[" + code + "m" + text + "\u001b[0m";
    }
  };

  abstract String paint(String code, String text);

  String good(String text) {
    return paint("32", text);
  }

  String warning(String text) {
    return paint("33", text);
  }

  String bad(String text) {
    return paint("31", text);
  }

  String strong(String text) {
    return paint("1", text);
  }
}

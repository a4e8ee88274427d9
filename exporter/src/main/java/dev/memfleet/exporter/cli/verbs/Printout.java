package dev.memfleet.exporter.cli.verbs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The output of a verb, for programs and for tables: single facts, then tables, the most important
 * first.
 */
record Printout(Map<String, Object> facts, List<Table> tables) {
  Printout {
    facts = new LinkedHashMap<>(facts);
    tables = List.copyOf(tables);
  }
}

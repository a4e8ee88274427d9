package dev.memfleet.exporter.alerts;

import java.util.List;
import java.util.Map;

/**
 * One test of a promtool test file.
 *
 * @param checks in the order of the file
 */
record RuleTest(String name, List<Check> checks) {

  /** Whether an alert fires at a time. */
  record Check(String alert, boolean fires) {}

  static RuleTest of(Map<?, ?> yaml) {
    return new RuleTest(
        String.valueOf(yaml.get("name")),
        Shipped.maps(yaml.get("alert_rule_test"))
            .map(
                check ->
                    new Check(
                        String.valueOf(check.get("alertname")),
                        Shipped.maps(check.get("exp_alerts")).findAny().isPresent()))
            .toList());
  }

  /** It shows the alert silent and then, at a later time, firing. */
  boolean fires(String alert) {
    return firing(alert).indexOf(true) > 0;
  }

  /** The alert is looked for and never found. */
  boolean misses(String alert) {
    List<Boolean> fires = firing(alert);
    return !fires.isEmpty() && !fires.contains(true);
  }

  private List<Boolean> firing(String alert) {
    return checks.stream().filter(c -> c.alert().equals(alert)).map(Check::fires).toList();
  }
}

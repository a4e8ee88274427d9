package dev.memfleet.exporter.fake;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Two of the smallest nodes, for one test. */
public final class TwoNodes implements AfterEachCallback {
  private final ScriptedNode one = new ScriptedNode(Script.minimal());
  private final ScriptedNode two = new ScriptedNode(Script.minimal());

  public ScriptedNode one() {
    return one;
  }

  public ScriptedNode two() {
    return two;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    one.close();
    two.close();
  }
}

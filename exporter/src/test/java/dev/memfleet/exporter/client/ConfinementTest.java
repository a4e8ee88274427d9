package dev.memfleet.exporter.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ConfinementTest {
  private final Confinement confinement = new Confinement();

  @Test
  void firstThread_mayGoOn() {
    assertThat(confinement.isOwner()).isFalse();
    confinement.check();
    confinement.check();
    assertThat(confinement.isOwner()).isTrue();
  }

  @Test
  void otherThread_isRefused() {
    confinement.check();
    assertThatThrownBy(() -> CompletableFuture.runAsync(confinement::check, this::elsewhere).join())
        .hasRootCauseInstanceOf(IllegalStateException.class)
        .hasRootCauseMessage("confined to the thread main, used on elsewhere");
  }

  private void elsewhere(Runnable task) {
    new Thread(task, "elsewhere").start();
  }
}

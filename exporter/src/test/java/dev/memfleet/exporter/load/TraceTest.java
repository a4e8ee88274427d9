package dev.memfleet.exporter.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceTest {
  @TempDir Path folder;

  private Trace trace(String lines) throws IOException {
    return Trace.read(Files.writeString(folder.resolve("trace"), lines));
  }

  @Test
  void requests_comeInTheirOrder_overAndOver() throws Exception {
    Trace trace = trace("user:1,100\nuser:2,200,60\nuser:1,150\n");
    int first = trace.next();
    int second = trace.next();
    assertThat(trace.next()).isEqualTo(first).isNotEqualTo(second);
    assertThat(trace.next()).isEqualTo(first);
    assertThat(trace.size(first)).isEqualTo(150);
    assertThat(trace.ttl(first)).isZero();
    assertThat(trace.size(second)).isEqualTo(200);
    assertThat(trace.ttl(second)).isEqualTo(60);
    assertThat(trace.count()).isEqualTo(3);
    assertThat(trace.keys()).isEqualTo(2);
    assertThat(trace.bytes()).isEqualTo(350);
  }

  @Test
  void malformedLine_isNamed() {
    assertThatThrownBy(() -> trace("a,1\nb\n"))
        .hasMessageEndingWith("trace:2: expected key,size or key,size,ttl");
    assertThatThrownBy(() -> trace("a,-1\n"))
        .hasMessageEndingWith("trace:1: expected key,size or key,size,ttl");
    assertThatThrownBy(() -> trace("")).hasMessageEndingWith("trace: no requests");
  }
}

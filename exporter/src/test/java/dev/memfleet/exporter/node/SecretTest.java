package dev.memfleet.exporter.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.node.SecretSource.InFile;
import dev.memfleet.exporter.node.SecretSource.Literal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {
  @TempDir Path folder;

  @Test
  void secret_inAText_isHidden() {
    Secret secret = new Secret("hunter2");
    assertThat(secret.reveal()).isEqualTo("hunter2");
    assertThat(secret).hasToString("<secret>");
    assertThat(new Literal(secret).toString()).doesNotContain("hunter2");
    assertThat(secret).isEqualTo(new Secret("hunter2")).isNotEqualTo(new Secret("hunter3"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pass word ", "pass word \n", "pass word \r\n", "pass word \n\n"})
  void file_isReadAnewWithoutLineEndsAtItsEnd(String content) throws Exception {
    Path file = folder.resolve("password");
    InFile source = new InFile(file);
    Files.writeString(file, "earlier");
    assertThat(source.read().reveal()).isEqualTo("earlier");
    Files.writeString(file, content);
    assertThat(source.read().reveal()).isEqualTo("pass word ");
  }
}

package dev.memfleet.server.auth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserFileTest {
  private static final int LIMIT_SECONDS = 20;

  @TempDir private Path folder;

  private UserFile users(String text) throws IOException {
    return UserFile.open(Files.writeString(folder.resolve("users"), text));
  }

  private static boolean check(UserFile users, String user, String password) throws Exception {
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    users.check(user.getBytes(UTF_8), password.getBytes(UTF_8), answer::complete);
    return answer.get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  @Test
  void plainPassword_isChecked() throws Exception {
    try (UserFile users = users("foo:bar\nzoë:a:b\n")) {
      assertThat(check(users, "foo", "bar")).isTrue();
      assertThat(check(users, "zoë", "a:b")).isTrue();
      assertThat(check(users, "foo", "baz")).isFalse();
      assertThat(check(users, "foo", "")).isFalse();
      assertThat(check(users, "none", "bar")).isFalse();
    }
  }

  @Test
  void hashedPassword_isChecked() throws Exception {
    String hash = BCrypt.withDefaults().hashToString(4, "bar".toCharArray());
    try (UserFile users = users("foo:" + hash)) {
      assertThat(check(users, "foo", "bar")).isTrue();
      assertThat(check(users, "foo", "baz")).isFalse();
      assertThat(check(users, "foo", hash)).isFalse();
    }
  }

  @Test
  void changedFile_isReadAtTheNextLogin() throws Exception {
    try (UserFile users = users("foo:bar\n")) {
      Files.writeString(folder.resolve("users"), "foo:changed\n");
      assertThat(check(users, "foo", "bar")).isFalse();
      assertThat(check(users, "foo", "changed")).isTrue();
    }
  }

  @Test
  void fileThatBecomesMalformed_changesNothing() throws Exception {
    try (UserFile users = users("foo:bar\n")) {
      Files.writeString(folder.resolve("users"), "no colon\n");
      assertThat(check(users, "foo", "bar")).isTrue();
      Files.delete(folder.resolve("users"));
      assertThat(check(users, "foo", "bar")).isTrue();
    }
  }

  @Test
  void fileThatCouldNotBeRead_isReadAtTheNextLogin() throws Exception {
    FileTime time = FileTime.fromMillis(1_700_000_000_000L);
    Path file = folder.resolve("users");
    try (UserFile users = users("foo:bar\n")) {
      Files.write(file, "foo:\u00ff\n".getBytes(ISO_8859_1));
      Files.setLastModifiedTime(file, time);
      assertThat(check(users, "foo", "bar")).isTrue();
      Files.writeString(file, "foo:x\n");
      Files.setLastModifiedTime(file, time);
      assertThat(check(users, "foo", "x")).isTrue();
    }
  }

  @Test
  void malformedLine_isNamed() {
    assertThatThrownBy(() -> users("foo:bar\nno colon\n"))
        .hasMessageContaining("line 2 is malformed. Should be 'user:password'");
  }

  @Test
  void missingFile_isNamed() {
    assertThatThrownBy(() -> UserFile.open(folder.resolve("none")))
        .hasMessageContaining("none] for reading");
  }
}

package dev.memfleet.server.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the file of users holds, it is refused by a message, or its users can log in. */
class UserFileFuzz {
  /** Complete bcrypt hashes: they are not checked, since that takes too long for a fuzz run. */
  private static final Pattern COMPLETE =
      Pattern.compile("\\$2.?\\$\\d\\d\\$.{50,}", Pattern.DOTALL);

  @TempDir private static Path folder;

  @FuzzTest(maxDuration = "5s")
  void file_ofAnyBytes_isRefused_orItsFirstUserLogsIn(byte[] input) throws Exception {
    Path file = Files.write(folder.resolve("users"), input);
    try (UserFile users = UserFile.open(file)) {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(input)).toString();
      String first = text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
      int colon = first.indexOf(':');
      if (colon < 0) {
        assertThat(first).isEmpty();
        assertThat(check(users, "", "")).isFalse();
        return;
      }
      String name = first.substring(0, colon);
      String password = first.substring(colon + 1);
      if (password.startsWith("$2")) {
        assertThat(COMPLETE.matcher(password).matches() || !check(users, name, password)).isTrue();
      } else {
        assertThat(check(users, name, password)).isTrue();
        assertThat(check(users, name, password + "x")).isFalse();
      }
    } catch (IOException refused) {
      assertThat(refused).hasMessageContainingAll("uthfile [" + file + "] ");
    }
  }

  private static boolean check(UserFile users, String name, String password) {
    return users.isRight(name.getBytes(UTF_8), password.getBytes(UTF_8));
  }
}

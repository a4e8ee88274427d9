package dev.memfleet.exporter.http.access;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.node.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsersTest {
  /** Made by glibc's crypt, of {@code wonderland}. */
  private static final String HASH = "$2b$04$abcdefghijklmnopqrstuujZkTwHUiJ9XdZPwKfcfDo7dMp5DjlTu";

  private final Users users = Users.NONE.with(Map.of("alice", new Secret(HASH)));

  @ParameterizedTest
  @ValueSource(strings = {"$2a$", "$2b$", "$2y$"})
  void hash_ofEachVersion_isUnderstood(String version) {
    Secret hash = new Secret(version + HASH.substring(4));
    Users same = Users.NONE.with(Map.of("alice", hash));
    assertThat(same.verify(login("alice", "wonderland"))).isTrue();
    assertThat(same.verify(login("alice", "Wonderland"))).isFalse();
  }

  @Test
  void unknownUser_isWrong_evenWithAPasswordOfAnother() {
    assertThat(users.verify(login("bob", "wonderland"))).isFalse();
    assertThat(users.verify(login("", ""))).isFalse();
    assertThat(users.remembers(login("bob", "wonderland"))).isFalse();
  }

  @Test
  void unknownUser_costsAsMuchAsOneThatThereIs() {
    List<String> hashes = new ArrayList<>();
    Users counted =
        new Users(
                (password, hash) -> {
                  hashes.add(new String(hash, US_ASCII));
                  return true;
                })
            .with(Map.of("alice", new Secret(HASH)));
    assertThat(counted.verify(login("bob", "wonderland"))).isFalse();
    assertThat(hashes).containsExactly(HASH);
    assertThat(counted.verify(login("alice", "wonderland"))).isTrue();
    assertThat(hashes).containsExactly(HASH, HASH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\0", "wonderland\0", " wonderland"})
  void otherPassword_isWrong(String password) {
    assertThat(users.verify(login("alice", password))).isFalse();
  }

  @Test
  void passwordBeyond72Bytes_isJudgedByThose() {
    assertThat(users.verify(login("alice", "wonderland".repeat(100)))).isFalse();
  }

  @Test
  void rightLogin_isRemembered_andNoOther() {
    assertThat(users.remembers(login("alice", "wonderland"))).isFalse();
    users.verify(login("alice", "wonderland"));
    users.verify(login("alice", "wrong"));
    assertThat(users.remembers(login("alice", "wonderland"))).isTrue();
    assertThat(users.remembers(login("alice", "wrong"))).isFalse();
    assertThat(users.remembers(login("bob", "wonderland"))).isFalse();
    assertThat(users.remembers(login("alicew", "onderland"))).isFalse();
  }

  @Test
  void changeOfUsers_keepsWhatIsRememberedOfThoseThatStay() {
    users.verify(login("alice", "wonderland"));
    Secret other = new Secret(HASH.replace("jZk", "jZl"));
    assertThat(
            users
                .with(Map.of("alice", new Secret(HASH), "bob", other))
                .remembers(login("alice", "wonderland")))
        .isTrue();
    assertThat(users.with(Map.of("alice", other)).remembers(login("alice", "wonderland")))
        .isFalse();
    assertThat(users.with(Map.of("bob", other)).remembers(login("alice", "wonderland"))).isFalse();
    assertThat(users.with(Map.of()).isEmpty()).isTrue();
  }

  private static BasicLogin login(String user, String password) {
    return new BasicLogin(user, password.getBytes(UTF_8));
  }
}

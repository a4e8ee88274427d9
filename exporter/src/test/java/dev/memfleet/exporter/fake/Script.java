package dev.memfleet.exporter.fake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.memfleet.exporter.catalog.Recording;
import dev.memfleet.exporter.protocol.Section;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** What a {@link ScriptedNode} does about a request. */
@FunctionalInterface
public interface Script {
  void answer(String request, Peer client) throws IOException, InterruptedException;

  /** Says nothing. */
  static Script silence() {
    return (request, client) -> {};
  }

  /** Answers as a recorded node did; {@code ERROR} to what was not recorded. */
  static Script replay(Recording recording) {
    Map<String, String> answers = new HashMap<>();
    recording
        .answers()
        .forEach((section, answer) -> answers.put(section.request().strip(), answer));
    answers.put("version", "VERSION 1.6.18\r\n");
    return answers(answers);
  }

  /** Answers by request line; {@code ERROR} to any other. */
  static Script answers(Map<String, String> answers) {
    Map<String, String> all = Map.copyOf(answers);
    return (request, client) -> client.send(all.getOrDefault(request, "ERROR\r\n"));
  }

  /** Answers with this configuration of a cluster, and anything else as this script does. */
  default Script butCluster(String config) {
    String answer = "CONFIG cluster 0 %d\r\n%s\r\nEND\r\n".formatted(config.length(), config);
    return (request, client) -> {
      if (request.equals("config get cluster")) {
        client.send(answer);
      } else {
        answer(request, client);
      }
    };
  }

  /** The smallest healthy node: one stat for each section. */
  static Script minimal() {
    Map<String, String> answers = new HashMap<>();
    answers.put("version", "VERSION 1.6.18\r\n");
    answers.put("stats", "STAT uptime 7\r\nSTAT curr_items 3\r\nEND\r\n");
    answers.put("stats settings", "STAT maxconns 1024\r\nEND\r\n");
    answers.put("stats items", "STAT items:1:number 3\r\nEND\r\n");
    answers.put("stats slabs", "STAT 1:chunk_size 96\r\nSTAT active_slabs 1\r\nEND\r\n");
    return answers(answers);
  }

  /** Other bytes for one section, this script for the rest. */
  default Script but(Section section, String answer) {
    return but(section, (request, client) -> client.send(answer));
  }

  /** Another script for one section, this one for the rest. */
  default Script but(Section section, Script other) {
    String line = section.request().strip();
    return (request, client) -> {
      Script script = request.equals(line) ? other : this;
      script.answer(request, client);
    };
  }

  /** This script once the event has happened. */
  default Script after(CountDownLatch event) {
    return (request, client) -> {
      event.await();
      answer(request, client);
    };
  }

  /** Closes instead of an answer. */
  static Script close() {
    return (request, client) -> client.close();
  }

  /** Resets the connection instead of an answer. */
  static Script reset() {
    return (request, client) -> client.reset();
  }

  /** Sends this and closes. */
  static Script sendAndClose(String bytes) {
    return (request, client) -> {
      client.send(bytes);
      client.close();
    };
  }

  /** Sends a part of the bytes and goes on once the event has happened. */
  static Script split(String bytes, int at, CountDownLatch event) {
    byte[] all = bytes.getBytes(ISO_8859_1);
    return (request, client) -> {
      client.send(Arrays.copyOf(all, at));
      event.await();
      client.send(Arrays.copyOfRange(all, at, all.length));
    };
  }
}

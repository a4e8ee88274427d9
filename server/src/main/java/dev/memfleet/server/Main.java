package dev.memfleet.server;

import dev.memfleet.server.config.Options;
import dev.memfleet.server.config.OptionsParser;
import dev.memfleet.server.config.UsageException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The program: a server in the foreground until a signal or {@code shutdown} ends it. */
public final class Main {
  private static final int FAILURE = 1;
  private static final int SYSTEM_ERROR = 71;

  /** The status of a JVM that ends by {@code -XX:+ExitOnOutOfMemoryError}. */
  private static final int OUT_OF_MEMORY = 3;

  private Main() {}

  /** Starts the program with memcached's command line. */
  public static void main(String[] args) {
    LibrarySettings.apply();
    Thread.setDefaultUncaughtExceptionHandler(Main::uncaught);
    List<String> words = List.of(args);
    try {
      if (Health.isAskedFor(words)) {
        exit(Health.check(words, System.out, System.err));
      }
      exit(run(OptionsParser.parse(Release.versions(), System.getenv(), words)));
    } catch (UsageException e) {
      (e.status() == 0 ? System.out : System.err).println(e.getMessage());
      exit(e.status());
    } catch (IllegalArgumentException e) { // -m is too small for -L
      System.err.println(e.getMessage());
      exit(FAILURE);
    } catch (IOException e) {
      System.err.println(e.getMessage());
      exit(SYSTEM_ERROR);
    } catch (InterruptedException e) {
      exit(FAILURE);
    } catch (OutOfMemoryError e) { // a thread that the system refuses is one, too
      outOfMemory(e);
    }
  }

  /** Serves until stopped; returns memcached's exit status. */
  private static int run(Options options) throws IOException, InterruptedException {
    options.notices().forEach(System.err::println);
    Optional<String> refusal =
        ContainerLimit.ofThisProcess()
            .refusal(options.store().slabs().maxBytes(), Runtime.getRuntime().maxMemory());
    if (refusal.isPresent()) {
      System.err.println("memfleet-server: " + refusal.get());
      return FAILURE;
    }
    Server server = Server.start(options, Main::outOfMemory);
    StopSignals.install(server::stop);
    ProcessFiles files = new ProcessFiles(options, server.addresses());
    files.write();
    System.err.println(server.description());
    server.awaitStop();
    server.stopAccepting();
    files.remove();
    return 0;
  }

  private static void uncaught(Thread thread, Throwable cause) {
    if (cause instanceof OutOfMemoryError error) {
      outOfMemory(error);
    }
    System.err.println("memfleet-server: thread ended: name=\"" + thread.getName() + "\"");
    cause.printStackTrace();
  }

  /** Reports it, if there is memory left for that, and ends: work under way may be incomplete. */
  private static void outOfMemory(OutOfMemoryError error) {
    try {
      System.err.println(
          "memfleet-server: out of memory, exiting: cause=\"" + error.getMessage() + "\"");
    } finally {
      Runtime.getRuntime().halt(OUT_OF_MEMORY);
    }
  }

  /** Ends at once, without shutdown hooks; the system frees memory and sockets. */
  private static void exit(int status) {
    System.out.flush();
    System.err.flush();
    Runtime.getRuntime().halt(status);
  }
}

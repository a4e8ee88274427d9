package dev.memfleet.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.memfleet.server.config.Options;
import dev.memfleet.server.config.OptionsParser;
import dev.memfleet.server.config.UsageException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** The program: a server in the foreground until a signal or {@code shutdown} ends it. */
public final class Main {
  private static final int FAILURE = 1;
  private static final int SYSTEM_ERROR = 71;

  /** The status of a JVM that ends by {@code -XX:+ExitOnOutOfMemoryError}. */
  private static final int OUT_OF_MEMORY = 3;

  private static final int CAUSE_BYTES = 100;
  private static final FileOutputStream STDERR = new FileOutputStream(FileDescriptor.err);

  /** The message, with room for the cause; preallocated, because memory is exhausted by then. */
  private static final ByteBuffer OUT_OF_MEMORY_MESSAGE =
      ByteBuffer.allocate(2 * CAUSE_BYTES)
          .put("memfleet-server: out of memory, exiting: cause=\"".getBytes(US_ASCII));

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
    } catch (IllegalArgumentException e) { // -m too small for -L, or transport not available
      System.err.println(e.getMessage());
      exit(FAILURE);
    } catch (IOException e) {
      System.err.println(e.getMessage());
      exit(SYSTEM_ERROR);
    } catch (InterruptedException e) {
      exit(FAILURE);
    } catch (OutOfMemoryError e) { // also thrown when a thread cannot be created
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
    ProcessFiles files = new ProcessFiles(options, server.addresses(), server.datagramAddresses());
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
    System.err.println("memfleet-server: uncaught exception: thread=\"" + thread.getName() + "\"");
    cause.printStackTrace();
  }

  /** Logs the error and exits, because the state may be inconsistent. Allocates nothing. */
  private static synchronized void outOfMemory(OutOfMemoryError error) {
    try {
      String cause = error.getMessage();
      int length = OUT_OF_MEMORY_MESSAGE.position();
      for (int i = 0; cause != null && i < cause.length() && i < CAUSE_BYTES; i++) {
        OUT_OF_MEMORY_MESSAGE.put(length++, (byte) cause.charAt(i));
      }
      OUT_OF_MEMORY_MESSAGE.put(length++, (byte) '"').put(length++, (byte) '\n');
      STDERR.write(OUT_OF_MEMORY_MESSAGE.array(), 0, length);
    } catch (IOException e) {
      // It ends without a message.
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

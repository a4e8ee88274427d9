package dev.memfleet.exporter.cli.verbs;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.memfleet.exporter.cli.Exit;
import dev.memfleet.exporter.cli.Verb;
import dev.memfleet.exporter.settings.GoDuration;
import dev.memfleet.exporter.settings.Suggestion;
import dev.memfleet.exporter.yaml.ConfigException;
import dev.memfleet.exporter.yaml.Quoted;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.logging.LogManager;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** All verbs, run by picocli. */
public final class Verbs {
  private static final String PROGRAM = "memfleet-exporter";

  private Verbs() {}

  /**
   * Runs the verb named by the first word.
   *
   * @param reservedLabels the labels of our metrics, which no node may carry
   * @return the exit status
   */
  public static int run(List<String> words, Set<String> reservedLabels) {
    LogManager.getLogManager().reset();
    Shell shell = Shell.system(reservedLabels);
    int status = commandLine(shell).execute(words.toArray(String[]::new));
    shell.out().flush();
    return status;
  }

  /** The model of all verbs; also the source of help, completion and the manual page. */
  static CommandLine commandLine(Shell shell) {
    CommandSpec program = CommandSpec.create().name(PROGRAM).mixinStandardHelpOptions(false);
    program.usageMessage().description("Asks memcached nodes, or an agent that watches them.");
    CommandLine line = new CommandLine(program);
    for (Verb verb : Verb.values()) {
      line.addSubcommand(verb.word(), spec(verb, command(verb, shell)));
    }
    boolean colour = shell.colour() == Palette.COLOUR;
    return line.setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(Pattern.class, converter(Verbs::pattern))
        .registerConverter(Duration.class, converter(GoDuration::parse))
        .setOut(new PrintWriter(shell.out(), true, UTF_8))
        .setErr(new PrintWriter(shell.err(), true, UTF_8))
        .setColorScheme(CommandLine.Help.defaultColorScheme(colour ? Ansi.ON : Ansi.OFF))
        .setUsageHelpWidth(80)
        .setParameterExceptionHandler((cause, args) -> refuse(cause, shell))
        .setExecutionExceptionHandler((cause, verb, args) -> failed(cause, verb, shell));
  }

  private static Callable<Integer> command(Verb verb, Shell shell) {
    return switch (verb) {
      case REPORT -> new ReportVerb(shell);
      case HEALTH -> new HealthVerb(shell);
      case TOP -> new TopVerb(shell);
      case FLUSH -> new FlushVerb(shell);
      case SLABS -> new SlabsVerb(shell);
      case CONNS -> new ConnsVerb(shell);
      case INSIGHT -> new InsightVerb(shell);
      case PROBE -> new ProbeVerb(shell);
      case TARGETS -> new TargetsVerb(shell);
      case COMPLETION -> new CompletionVerb(shell);
      case MAN_PAGE -> new ManPageVerb(shell);
      case COMPARE -> new CompareVerb(shell);
      case HASH_PASSWORD -> new HashPasswordVerb(shell);
      case CHECK_CONFIG -> new CheckConfigVerb(shell);
      case VERSION -> new VersionVerb(shell);
    };
  }

  private static CommandSpec spec(Verb verb, Callable<Integer> command) {
    CommandSpec spec = CommandSpec.forAnnotatedObject(command);
    if (spec.findOption("--pool") != null) {
      NodesOption.declareFlags(spec);
    }
    spec.addOption(
        OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .description("Show this text and exit.")
            .build());
    spec.usageMessage()
        .description(verb.summary())
        .abbreviateSynopsis(true)
        .sectionKeys(List.copyOf(HelpSections.MAP.keySet()))
        .sectionMap(HelpSections.MAP);
    return spec;
  }

  private static <T> ITypeConverter<T> converter(Function<String, T> parser) {
    return text -> {
      try {
        return parser.apply(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    };
  }

  private static Pattern pattern(String text) {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          Quoted.text(text) + ": expected a regular expression: " + e.getDescription(), e);
    }
  }

  private static int refuse(ParameterException cause, Shell shell) {
    CommandLine verb = cause.getCommandLine();
    String name = verb.getCommandSpec().qualifiedName();
    String message = verb.getParent() == null ? unknownVerb(cause) : cause.getMessage();
    shell.printError(name + ": error: " + message + ", try " + name + " --help");
    return verb.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static String unknownVerb(ParameterException cause) {
    if (!(cause instanceof UnmatchedArgumentException words)) {
      return String.valueOf(cause.getMessage());
    }
    String word = words.getUnmatched().get(0);
    Set<String> known =
        Arrays.stream(Verb.values()).map(Verb::word).collect(Collectors.toCollection(TreeSet::new));
    String hint =
        Suggestion.to(word, known)
            .map(near -> "did you mean " + near + "?")
            .orElse("expected " + String.join(", ", known));
    return "unknown verb %s (%s)".formatted(Quoted.text(word), hint);
  }

  private static int failed(Exception cause, CommandLine verb, Shell shell) throws Exception {
    CommandSpec spec = verb.getCommandSpec();
    if (cause instanceof ConfigException invalid) {
      invalid.problems().forEach(shell::printError);
      return spec.exitCodeOnExecutionException();
    }
    if (cause instanceof Exit exit) {
      exit.print(shell.out(), shell.err());
      return exit.code() == 0 ? 0 : spec.exitCodeOnInvalidInput();
    }
    if (cause instanceof VerbException) {
      shell.printError(spec.qualifiedName() + ": error: " + cause.getMessage());
      return spec.exitCodeOnExecutionException();
    }
    throw cause;
  }
}

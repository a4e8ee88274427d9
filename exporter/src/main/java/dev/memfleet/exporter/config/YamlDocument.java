package dev.memfleet.exporter.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** Reads a YAML file to nodes with line and column; constructs no objects from tags. */
final class YamlDocument {
  /** Room for some hundred thousand nodes. */
  private static final int MAX_BYTES = 32 << 20;

  private static final int MAX_DEPTH = 20;
  private static final int MAX_ALIASES = 50;
  private static final String UNDEFINED_ALIAS = "found undefined alias";

  private YamlDocument() {}

  /** The text of a file, in UTF-8. */
  static String read(Path file) throws ConfigException {
    Problems problems = new Problems(file.toString());
    try {
      if (Files.size(file) <= MAX_BYTES) {
        return decode(Files.readAllBytes(file), problems);
      }
      problems.add("larger than " + (MAX_BYTES >> 20) + " MiB");
    } catch (NoSuchFileException e) {
      problems.add("no such file");
    } catch (AccessDeniedException e) {
      problems.add("permission denied");
    } catch (IOException e) {
      problems.add("cannot be read: " + e.getMessage());
    }
    throw problems.asException();
  }

  /** The text that these bytes are in UTF-8. */
  static String decode(byte[] bytes, Problems problems) throws ConfigException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      problems.add("not UTF-8");
      throw problems.asException();
    }
  }

  /** The root of the one document in the text. */
  static Node compose(String text, Problems problems) throws ConfigException {
    Node root = root(text, problems);
    if (root == null) {
      problems.add("empty");
      throw problems.asException();
    }
    return root;
  }

  /** As {@link #compose}; an empty mapping where the text is empty. */
  static Node composeOrEmpty(String text, Problems problems) throws ConfigException {
    Node root = root(text, problems);
    return root == null ? new MappingNode(Tag.MAP, List.of(), FlowStyle.BLOCK) : root;
  }

  private static @Nullable Node root(String text, Problems problems) throws ConfigException {
    LoaderOptions limits = new LoaderOptions();
    limits.setCodePointLimit(MAX_BYTES);
    limits.setNestingDepthLimit(MAX_DEPTH);
    limits.setMaxAliasesForCollections(MAX_ALIASES);
    limits.setMergeOnCompose(true);
    try {
      ParserImpl parser = new ParserImpl(new StreamReader(text), limits);
      Node root = new Composer(parser, new Resolver(), limits).getSingleNode();
      return root == null || YamlMapping.isNull(root) ? null : root;
    } catch (MarkedYAMLException e) {
      String context = e.getContext() == null ? "" : e.getContext() + ", ";
      problems.add(e.getProblemMark(), oneLine(context + problem(e)));
    } catch (ReaderException e) {
      String before = text.substring(0, text.offsetByCodePoints(0, e.getPosition()));
      int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
      int column = before.length() - before.lastIndexOf('\n');
      problems.add(line, column, "character U+%04X is not allowed".formatted(e.getCodePoint()));
    } catch (YAMLException e) {
      problems.add(oneLine(String.valueOf(e.getMessage())));
    }
    throw problems.asException();
  }

  /** The mistake; without the name of an alias, which may be a secret that nobody put in quotes. */
  private static String problem(MarkedYAMLException e) {
    String text = String.valueOf(e.getProblem());
    return text.startsWith(UNDEFINED_ALIAS) ? UNDEFINED_ALIAS : text;
  }

  private static String oneLine(String message) {
    return message.replaceAll("[\\p{Z}\\p{Cc}\\p{Cf}]+", " ").strip();
  }
}

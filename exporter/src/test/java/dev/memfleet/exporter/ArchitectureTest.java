package dev.memfleet.exporter;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/** Which package may import which. */
@AnalyzeClasses(packages = "dev.memfleet.exporter", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "dev.memfleet.exporter.";

  /** The classes that may use internals of Vert.x: for the HTTP server, and for half-closes. */
  private static final String VERTX_INTERNALS = ROOT + "http.server.VertxInternals";

  private static final String HALF_CLOSE = ROOT + "client.AnswerStream";

  /** The packages in the order of their dependencies: each may import only those before it. */
  private static final List<String> STAGES =
      List.of(
          "text",
          "yaml",
          "settings",
          "protocol",
          "node",
          "catalog",
          "dns",
          "client",
          "scrape",
          "self",
          "history",
          "fleet",
          "insight",
          "status",
          "discovery",
          "exposition",
          "config",
          "cli",
          "http");

  @ArchTest
  static void stages_importOnlyThoseBefore(JavaClasses classes) {
    for (int i = 0; i < STAGES.size() - 1; i++) {
      String[] later =
          STAGES.stream().skip(i + 1).map(stage -> ROOT + stage + "..").toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage(ROOT + STAGES.get(i) + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(later)
          .check(classes);
    }
  }

  @ArchTest
  static final ArchRule everyPackage_isAStage =
      classes()
          .that()
          .resideOutsideOfPackage("dev.memfleet.exporter")
          .should()
          .resideInAnyPackage(
              STAGES.stream().map(stage -> ROOT + stage + "..").toArray(String[]::new));

  @ArchTest
  static final ArchRule parsingAndCatalogue_knowNoVertx =
      noClasses()
          .that()
          .resideInAnyPackage(ROOT + "protocol..", ROOT + "catalog..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.vertx..");

  @ArchTest
  static final ArchRule netty_isKnownToTheResolverTheClientAndTheListener =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT + "dns..", ROOT + "client..", ROOT + "http.server..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.netty..");

  @ArchTest
  static final ArchRule vertxInternals_areNotUsed =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(VERTX_INTERNALS)
          .and()
          .doNotHaveFullyQualifiedName(HALF_CLOSE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.vertx..internal..", "io.vertx..impl..");

  @ArchTest
  static final ArchRule jdkServer_isKnownToSelf =
      onlyIn("com.sun.net.httpserver..", ROOT + "self..");

  @ArchTest
  static final ArchRule prometheus_isKnownToExpositionAndSelf =
      onlyIn("io.prometheus..", ROOT + "exposition..", ROOT + "self..");

  @ArchTest
  static final ArchRule parsersOfDocuments_areKnownToYaml =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "yaml..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.yaml..", "com.fasterxml..");

  @ArchTest
  static final ArchRule picocli_isKnownToVerbs = onlyIn("picocli..", ROOT + "cli.verbs..");

  @ArchTest
  static final ArchRule jline_isKnownToVerbs = onlyIn("org.jline..", ROOT + "cli.verbs..");

  @ArchTest
  static final ArchRule server_isUnknown =
      noClasses().should().dependOnClassesThat().resideInAPackage("dev.memfleet.server..");

  private static ArchRule onlyIn(String library, String... packages) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(packages)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library);
  }
}

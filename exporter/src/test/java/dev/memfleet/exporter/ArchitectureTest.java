package dev.memfleet.exporter;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may import whom. */
@AnalyzeClasses(packages = "dev.memfleet.exporter", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "dev.memfleet.exporter.";

  /** What Vert.x' server has no public call for. */
  private static final String CUT = ROOT + "http.server.Cut";

  @ArchTest
  static final ArchRule packages_haveNoCycles =
      slices().matching(ROOT + "(*)..").should().beFreeOfCycles();

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
          .doNotHaveFullyQualifiedName(CUT)
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
          .and()
          .doNotHaveSimpleName("ConfigWriter")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.yaml..", "com.fasterxml..");

  @ArchTest
  static final ArchRule yaml_knowsNoSchema =
      noClasses()
          .that()
          .resideInAPackage(ROOT + "yaml..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.memfleet.exporter..")
                  .and(resideOutsideOfPackages(ROOT + "yaml..", ROOT + "node..")));

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

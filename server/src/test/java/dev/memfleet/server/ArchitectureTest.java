package dev.memfleet.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which package may import which. */
@AnalyzeClasses(
    packages = "dev.memfleet.server",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "dev.memfleet.server";

  @ArchTest
  static final ArchRule packages_haveNoCycles =
      slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule memoryAndClock_knowOnlyTheJdk =
      noClasses()
          .that()
          .resideInAnyPackage(ROOT + ".memory..", ROOT + ".clock..")
          .should()
          .dependOnClassesThat()
          .resideOutsideOfPackages(
              "java..", "org.jspecify..", ROOT + ".memory..", ROOT + ".clock..");

  @ArchTest
  static final ArchRule store_knowsOnlyTheJdkMemoryAndClock =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".store..")
          .should()
          .dependOnClassesThat()
          .resideOutsideOfPackages(
              "java..", "org.jspecify..", ROOT + ".memory..", ROOT + ".clock..", ROOT + ".store..");

  @ArchTest
  static final ArchRule protocol_doesNotKnowTheStore =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".protocol..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT + ".store..");

  @ArchTest
  static final ArchRule vertx_isKnownToTheServersEdgeOnly =
      noClasses()
          .that()
          .resideInAnyPackage(
              ROOT + ".protocol..",
              ROOT + ".session..",
              ROOT + ".command..",
              ROOT + ".stats..",
              ROOT + ".store..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.vertx..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule vertxInternals_areKnownToNetOnly =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".net..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.vertx.core.internal..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule netty_isKnownToNetProtocolAndSessionOnly =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT + ".net..", ROOT + ".protocol..", ROOT + ".session..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.netty..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule picocli_isKnownToConfigOnly =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".config..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("picocli..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule server_doesNotKnowTheExporter =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.memfleet.exporter..")
          .allowEmptyShould(true);
}

package org.shuke;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/// The rules of the house, as sentences.
class HouseTest {
  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.shuke");

  private static void holds(ArchRule rule) {
    rule.check(HOUSE);
  }

  @Test
  void thePlatformKnowsNobodyAbove() {
    holds(
        noClasses()
            .that()
            .resideInAPackage("org.shuke.platform..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "org.shuke.records..",
                "org.shuke.access..",
                "org.shuke.http..",
                "org.shuke.customers..",
                "org.shuke.sales..",
                "org.shuke.imports..")
            .because("the ground floor carries all wings; hand it a lambda instead"));
  }

  @Test
  void theEngineKnowsNoWing() {
    holds(
        noClasses()
            .that()
            .resideInAPackage("org.shuke.records..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "org.shuke.access..",
                "org.shuke.http..",
                "org.shuke.customers..",
                "org.shuke.catalog..",
                "org.shuke.sales..",
                "org.shuke.insight..",
                "org.shuke.imports..")
            .because("an odd need is plain code in a room, never a flag in the engine"));
  }

  @Test
  void theGroundKnowsNoWing() {
    holds(
        noClasses()
            .that()
            .resideInAPackage("org.shuke.ground..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "org.shuke.access..",
                "org.shuke.customers..",
                "org.shuke.catalog..",
                "org.shuke.channels..",
                "org.shuke.automation..",
                "org.shuke.sales..",
                "org.shuke.insight..",
                "org.shuke.imports..")
            .because("wings stand on it, and it asks them only what a Wing answers"));
  }

  @Test
  void theWingsOfCustomersAndCatalogueDoNotKnowSalesOrInsight() {
    holds(
        noClasses()
            .that()
            .resideInAnyPackage("org.shuke.customers..", "org.shuke.catalog..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.shuke.sales..", "org.shuke.insight..", "org.shuke.demo..")
            .because("arrows point down; the referring type declares the relation"));
  }

  @Test
  void nobodyMayUseTheDemoButTheCommandLineAndTheWiring() {
    holds(
        noClasses()
            .that()
            .resideInAPackage("org.shuke.*..")
            .and()
            .resideOutsideOfPackages("org.shuke.demo..", "org.shuke.bench..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.shuke.demo..")
            .because("the made-up company is no part of the program"));
  }

  @Test
  void nobodyIsCalledUtilHelperManagerOrImpl() {
    holds(
        classes()
            .should()
            .haveNameNotMatching(".*(Utils?|Helper|Manager|Impl)$")
            .because("such a name refuses to say what is inside; use the noun it is about"));
  }

  @Test
  void nothingOpensASocketToTheWorldButTheEgressGuard() {
    holds(
        noClasses()
            .that()
            .resideInAPackage("org.shuke.*..")
            .and()
            .resideOutsideOfPackages(
                "org.shuke.platform.egress..", "org.shuke.platform.postgres..", "org.shuke.bench..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.net.Socket")
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching(
                "java\\.net\\.(http\\..*|Https?URLConnection|DatagramSocket|MulticastSocket)"
                    + "|java\\.nio\\.channels\\..*(SocketChannel|DatagramChannel)"
                    + "|javax\\.net\\.ssl\\.SSL.*Socket.*")
            .orShould()
            .callMethod(java.net.URL.class, "openStream")
            .orShould()
            .callMethod(java.net.URL.class, "openConnection")
            .because(
                "every outgoing connection is checked in one place: org.shuke.platform.egress"));
  }
}

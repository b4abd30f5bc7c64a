package io.mailsonde.quality;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between modules are the only dependencies, so nothing that a check or a writer needs sits in another. */
@AnalyzeClasses(packages = "io.mailsonde", importOptions = DoNotIncludeTests.class)
class ModuleArrowsTest {
    private static final String[] OTHER_MODULES = {
        "io.mailsonde.checks..",
        "io.mailsonde.witness.server..",
        "io.mailsonde.audit..",
        "io.mailsonde.reports..",
        "io.mailsonde.micrometer..",
        "io.mailsonde.testkit..",
        "io.mailsonde.examples.."
    };

    @ArchTest
    static final ArchRule modules_depend_along_their_arrows_only = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .optionalLayer("DNS checks")
            .definedBy("io.mailsonde.checks.dns..")
            .optionalLayer("SMTP checks")
            .definedBy("io.mailsonde.checks.smtp..")
            .optionalLayer("HTTP and proxy checks")
            .definedBy("io.mailsonde.checks.http..", "io.mailsonde.checks.proxy..")
            .optionalLayer("operations checks")
            .definedBy("io.mailsonde.checks.operations..")
            .optionalLayer("witness")
            .definedBy("io.mailsonde.witness.server..")
            .optionalLayer("audit")
            .definedBy("io.mailsonde.audit..")
            .optionalLayer("reports")
            .definedBy("io.mailsonde.reports..")
            .optionalLayer("micrometer")
            .definedBy("io.mailsonde.micrometer..")
            .optionalLayer("testkit")
            .definedBy("io.mailsonde.testkit..")
            .layer("examples")
            .definedBy("io.mailsonde.examples..")
            .whereLayer("DNS checks")
            .mayOnlyBeAccessedByLayers("audit", "examples")
            .whereLayer("SMTP checks")
            .mayOnlyBeAccessedByLayers("audit", "examples")
            .whereLayer("HTTP and proxy checks")
            .mayOnlyBeAccessedByLayers("audit", "examples")
            .whereLayer("operations checks")
            .mayOnlyBeAccessedByLayers("audit", "examples")
            .whereLayer("witness")
            .mayOnlyBeAccessedByLayers("audit", "testkit", "examples")
            .whereLayer("audit")
            .mayOnlyBeAccessedByLayers("examples")
            .whereLayer("reports")
            .mayOnlyBeAccessedByLayers("examples")
            .whereLayer("micrometer")
            .mayOnlyBeAccessedByLayers("examples")
            .whereLayer("testkit")
            .mayOnlyBeAccessedByLayers("examples")
            .whereLayer("examples")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule core_depends_on_no_other_module = noClasses()
            .that()
            .resideOutsideOfPackages(OTHER_MODULES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(OTHER_MODULES)
            .allowEmptyShould(false);

    @ArchTest
    static final ArchRule checks_are_written_in_the_exported_types_of_core = noClasses()
            .that()
            .resideInAPackage("io.mailsonde.checks..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.mailsonde.internal..", "io.netty..", "org.xbill..", "tools.jackson..")
            .allowEmptyShould(false);

    @ArchTest
    static final ArchRule the_scripted_server_is_written_on_the_JDK_alone_so_that_no_mistake_hides_in_both = classes()
            .that()
            .resideInAPackage("io.mailsonde.testkit.dns..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.mailsonde.testkit.dns..", "java..", "javax.crypto..", "org.jspecify..")
            .allowEmptyShould(false);

    @ArchTest
    static final ArchRule the_scripted_SMTP_server_is_written_on_the_JDK_alone_so_that_no_mistake_hides_in_both =
            classes()
                    .that()
                    .resideInAPackage("io.mailsonde.testkit.smtp..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage("io.mailsonde.testkit.smtp..", "java..", "javax.net.ssl..", "org.jspecify..")
                    .allowEmptyShould(false);
}

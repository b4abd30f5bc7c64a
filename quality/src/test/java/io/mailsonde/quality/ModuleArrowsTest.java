package io.mailsonde.quality;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between modules are the only dependencies, so nothing that a check or a writer needs sits in another. */
@AnalyzeClasses(packages = "io.mailsonde", importOptions = DoNotIncludeTests.class)
class ModuleArrowsTest {

    @ArchTest
    static final ArchRule modules_depend_along_their_arrows_only = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .optionalLayer("DNS checks")
            .definedBy("io.mailsonde.checks.dns..")
            .optionalLayer("audit")
            .definedBy("io.mailsonde.audit..")
            .optionalLayer("reports")
            .definedBy("io.mailsonde.reports..")
            .optionalLayer("testkit")
            .definedBy("io.mailsonde.testkit..")
            .layer("examples")
            .definedBy("io.mailsonde.examples..")
            .whereLayer("DNS checks")
            .mayOnlyBeAccessedByLayers("audit", "examples")
            .whereLayer("audit")
            .mayOnlyBeAccessedByLayers("examples")
            .whereLayer("reports")
            .mayOnlyBeAccessedByLayers("examples")
            .whereLayer("testkit")
            .mayOnlyBeAccessedByLayers("examples")
            .whereLayer("examples")
            .mayNotBeAccessedByAnyLayer();
}

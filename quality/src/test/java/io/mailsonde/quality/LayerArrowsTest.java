package io.mailsonde.quality;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.mailsonde.Auditor;
import io.mailsonde.check.Observations;
import io.mailsonde.check.Step;
import io.mailsonde.dns.Dns;
import io.mailsonde.internal.run.PlanRun;

/** Data flows one way: probes look and judge nothing, judges judge and cannot look. */
@AnalyzeClasses(packages = "io.mailsonde", importOptions = DoNotIncludeTests.class)
class LayerArrowsTest {
    private static final String[] RUNTIME = {
        "io.mailsonde.internal.net..", "io.mailsonde.internal.dns..", "io.mailsonde.internal.run.."
    };

    @ArchTest
    static final ArchRule only_the_auditor_knows_the_runtime_behind_it = noClasses()
            .that()
            .resideOutsideOfPackage("io.mailsonde.internal..")
            .and()
            .doNotBelongToAnyOf(Auditor.class)
            .and()
            .areNotAssignableFrom(PlanRun.class)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(RUNTIME)
            .allowEmptyShould(false);

    @ArchTest
    static final ArchRule evidence_is_plain_data = classes()
            .that()
            .resideInAPackage("io.mailsonde.evidence")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.mailsonde.evidence", "io.mailsonde.dns", "java..", "org.jspecify..")
            .allowEmptyShould(false);

    @ArchTest
    static final ArchRule judges_cannot_look = noClasses()
            .that()
            .resideInAPackage("io.mailsonde.checks..")
            .and()
            .haveSimpleNameEndingWith("Judge")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.mailsonde.wire..", "java.util.concurrent..", "java.io..", "java.nio..")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Dns.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Step.class)
            .allowEmptyShould(false)
            .because("stored observations are judged again without any network");

    @ArchTest
    static final ArchRule the_clients_do_not_know_the_runs_that_use_them = noClasses()
            .that()
            .resideInAnyPackage("io.mailsonde.internal.net..", "io.mailsonde.internal.dns..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.mailsonde.internal.run..")
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(Auditor.class)
            .allowEmptyShould(false);

    @ArchTest
    static final ArchRule the_rooms_behind_the_auditor_do_not_lead_round_in_a_circle = slices().matching(
                    "io.mailsonde.internal.(*)..")
            .should()
            .beFreeOfCycles()
            .allowEmptyShould(false);

    @ArchTest
    static final ArchRule JSON_is_the_business_of_one_room = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.mailsonde.internal.json..", "io.mailsonde.reports..", "io.mailsonde.examples..")
            .and()
            .doNotBelongToAnyOf(Observations.class)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("tools.jackson..", "com.fasterxml..")
            .allowEmptyShould(false);

    @ArchTest
    static final ArchRule dnsjava_is_the_business_of_one_room = noClasses()
            .that()
            .resideOutsideOfPackage("io.mailsonde.internal.dns..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.xbill..")
            .allowEmptyShould(false);
}

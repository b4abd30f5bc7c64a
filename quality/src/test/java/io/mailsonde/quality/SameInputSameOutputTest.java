package io.mailsonde.quality;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.mailsonde.Auditor;
import io.mailsonde.Ticker;
import io.mailsonde.witness.server.EmbeddedWitness;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Time and randomness are handed in, so that a test turns the clock and a run can be repeated. */
@AnalyzeClasses(packages = "io.mailsonde", importOptions = DoNotIncludeTests.class)
class SameInputSameOutputTest {
    /** Where tests are run, as opposed to audits: servers, and waiting for what a test left behind. */
    private static final String[] TESTING = {"io.mailsonde.testkit.."};

    private static final DescribedPredicate<JavaCall<?>> READING_A_CLOCK =
            describe("reads a clock of its own", call -> {
                JavaClass owner = call.getTargetOwner();
                String name = call.getName();
                return (owner.isEquivalentTo(System.class) && name.equals("currentTimeMillis"))
                        || (owner.getPackageName().startsWith("java.time") && name.equals("now"))
                        || (owner.isAssignableTo(Clock.class) && name.startsWith("system"));
            });

    @ArchTest
    static final ArchRule the_time_of_day_is_injected_and_only_what_users_build_has_a_default = noClasses()
            .that()
            .doNotBelongToAnyOf(Auditor.class, EmbeddedWitness.class)
            .and()
            .doNotHaveFullyQualifiedName("io.mailsonde.internal.dns.DnsConfig")
            .and()
            .resideOutsideOfPackages(TESTING)
            .should()
            .callCodeUnitWhere(READING_A_CLOCK)
            .allowEmptyShould(false);

    /** Elapsed time that goes with the event loops' timers and sockets, which no ticker turns. */
    private static final String REAL_TIME =
            "io\\.mailsonde\\.internal\\.dns\\.(Carrier|UdpPool|UdpSockets|Waiter|SharedLookup)(\\$.*)?";

    @ArchTest
    static final ArchRule elapsed_time_is_injected_but_where_it_goes_with_timers = noClasses()
            .that()
            .doNotBelongToAnyOf(Ticker.class)
            .and()
            .haveNameNotMatching(REAL_TIME)
            .and()
            .resideOutsideOfPackages(TESTING)
            .should()
            .callMethod(System.class, "nanoTime")
            .allowEmptyShould(false);

    @ArchTest
    static final ArchRule nothing_is_drawn_from_a_guessable_generator = noClasses()
            .should()
            .dependOnClassesThat(describe(
                    "generate numbers that can be guessed",
                    type -> type.isEquivalentTo(Random.class)
                            || type.isAssignableTo(ThreadLocalRandom.class)
                            || type.isAssignableTo(SplittableRandom.class)))
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .callMethod(UUID.class, "randomUUID")
            .allowEmptyShould(false);

    @ArchTest
    static final ArchRule unguessable_generators_are_injected_and_only_what_users_build_has_a_default = noClasses()
            .that()
            .doNotBelongToAnyOf(Auditor.class, EmbeddedWitness.class)
            .and()
            .doNotHaveFullyQualifiedName("io.mailsonde.internal.dns.DnsConfig")
            .and()
            .resideOutsideOfPackages(TESTING)
            .should()
            .callConstructor(SecureRandom.class)
            .allowEmptyShould(false);

    @ArchTest
    static final ArchRule nothing_sleeps = noClasses()
            .should()
            .callMethodWhere(
                    target(nameMatching("sleep")).and(target(owner(belongToAnyOf(Thread.class, TimeUnit.class)))))
            .allowEmptyShould(false);
}

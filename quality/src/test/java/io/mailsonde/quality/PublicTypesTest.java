package io.mailsonde.quality;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static io.mailsonde.quality.Exports.publicTypes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.mailsonde.check.Implementable;
import java.lang.module.ModuleDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** What users can name is small, closed, and free of the libraries behind it. */
@AnalyzeClasses(packages = "io.mailsonde", importOptions = DoNotIncludeTests.class)
class PublicTypesTest {
    @ArchTest
    static final ArchRule public_types_are_closed_or_meant_to_be_implemented = classes()
            .that(publicTypes())
            .should(new ArchCondition<JavaClass>("be final, sealed, a record, an enum or marked @Implementable") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    boolean closed = type.getModifiers().contains(JavaModifier.FINAL)
                            || type.isEnum()
                            || type.isAnnotation()
                            || type.reflect().isSealed();
                    boolean marked = type.isAnnotatedWith(Implementable.class);
                    events.add(new SimpleConditionEvent(
                            type,
                            closed != marked,
                            type.getName() + (closed ? " is closed" : " is open") + " and is " + (marked ? "" : "not ")
                                    + "marked @Implementable"));
                }
            })
            .allowEmptyShould(false);

    private static final Pattern OF_LIBRARIES =
            Pattern.compile("(io\\.netty|org\\.xbill|tools\\.jackson|com\\.fasterxml|org\\.slf4j)\\..*");

    /** An embedder hands over its own event loops: the one type of a library that a user can meet. */
    private static final List<String> EVENT_LOOPS = List.of(
            "io.mailsonde.Auditor$Builder.eventLoopGroup(io.netty.channel.EventLoopGroup)",
            "io.mailsonde.witness.server.EmbeddedWitness$Builder.eventLoopGroup(io.netty.channel.EventLoopGroup)");

    @ArchTest
    static final ArchRule no_type_of_a_library_stands_in_a_public_signature_but_the_event_loop_group = classes()
            .that(publicTypes())
            .should(new ArchCondition<JavaClass>("show no type of Netty, dnsjava, Jackson or SLF4J") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    List<String> shown = new ArrayList<>();
                    type.getSuperclass().ifPresent(parent -> shown.addAll(ofLibraries(type.getName(), parent)));
                    type.getInterfaces().forEach(parent -> shown.addAll(ofLibraries(type.getName(), parent)));
                    type.getMembers().stream()
                            .filter(member -> member.getModifiers().contains(JavaModifier.PUBLIC)
                                    || member.getModifiers().contains(JavaModifier.PROTECTED))
                            .filter(member -> !EVENT_LOOPS.contains(member.getFullName()))
                            .forEach(member -> signature(member)
                                    .forEach(part -> shown.addAll(ofLibraries(member.getFullName(), part))));
                    events.add(new SimpleConditionEvent(
                            type, shown.isEmpty(), type.getName() + " shows " + (shown.isEmpty() ? "none" : shown)));
                }
            })
            .allowEmptyShould(false);

    private static Stream<JavaType> signature(JavaMember member) {
        if (member instanceof JavaCodeUnit code) {
            return Stream.of(
                            code.getParameterTypes().stream(),
                            Stream.of(code.getReturnType()),
                            code.getExceptionTypes().stream().map(JavaType.class::cast))
                    .flatMap(part -> part);
        }
        return Stream.of(((JavaField) member).getType());
    }

    private static List<String> ofLibraries(String where, JavaType type) {
        return type.getAllInvolvedRawTypes().stream()
                .map(JavaClass::getName)
                .filter(name -> OF_LIBRARIES.matcher(name).matches())
                .map(name -> name + " in " + where)
                .toList();
    }

    @ArchTest
    static void the_event_loop_group_is_in_the_signature_that_is_excepted(JavaClasses all) {
        assertThat(all.stream().flatMap(type -> type.getMembers().stream()))
                .extracting(JavaMember::getFullName)
                .containsAll(EVENT_LOOPS);
    }

    @ArchTest
    static void packages_with_types_are_null_marked(JavaClasses all) {
        assertThat(all.stream().map(JavaClass::getPackage).collect(Collectors.toSet()))
                .isNotEmpty()
                .allMatch(room -> room.isAnnotatedWith(NullMarked.class));
    }

    @ArchTest
    static final ArchRule libraries_do_not_print = noClasses()
            .that()
            .resideOutsideOfPackage("io.mailsonde.examples..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethodWhere(target(owner(assignableTo(Throwable.class))).and(target(nameMatching("printStackTrace"))))
            .orShould()
            .callMethod(System.class, "exit", int.class)
            .allowEmptyShould(false);

    @ArchTest
    static void each_library_is_a_module_and_exports_no_internal_package_to_everybody(JavaClasses all) {
        assertThat(Exports.modules())
                .extracting(ModuleDescriptor::name)
                .contains(
                        "io.mailsonde.core",
                        "io.mailsonde.witness",
                        "io.mailsonde.checks.dns",
                        "io.mailsonde.checks.smtp",
                        "io.mailsonde.audit",
                        "io.mailsonde.reports",
                        "io.mailsonde.micrometer",
                        "io.mailsonde.testkit")
                .doesNotHaveDuplicates();
        assertThat(Exports.packages()).contains("io.mailsonde").noneMatch(name -> name.contains("internal"));
    }
}

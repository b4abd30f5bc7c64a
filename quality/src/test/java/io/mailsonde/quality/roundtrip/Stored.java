package io.mailsonde.quality.roundtrip;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.mailsonde.FindingType;
import io.mailsonde.Target;
import io.mailsonde.check.Check;
import io.mailsonde.check.Probe;
import io.mailsonde.checks.dns.DnsChecks;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the library stores: found in the constants of its classes, and in the lists of its checks. */
final class Stored {
    private static final List<Object> CONSTANTS = libraries().stream()
            .flatMap(type -> type.getFields().stream())
            .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
            .filter(Stored::ofInterest)
            .sorted(Comparator.comparing(JavaField::getFullName))
            .map(Stored::value)
            .toList();

    private Stored() {}

    /** The names of fields and their types are enough, so nothing beyond the library is read. */
    private static JavaClasses libraries() {
        return ArchConfiguration.withThreadLocalScope(configuration -> {
            configuration.setResolveMissingDependenciesFromClassPath(false);
            return new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.mailsonde");
        });
    }

    private static boolean ofInterest(JavaField field) {
        JavaClass type = field.getRawType();
        return type.isEquivalentTo(Probe.class) || type.isEquivalentTo(FindingType.class);
    }

    private static Object value(JavaField field) {
        try {
            var reflected = field.reflect();
            reflected.setAccessible(true);
            return reflected.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(field.getFullName(), e);
        }
    }

    static List<Check<?>> checks() {
        return DnsChecks.all();
    }

    static List<Probe<?, ?>> probes() {
        return Stream.concat(
                        CONSTANTS.stream().filter(Probe.class::isInstance).map(value -> (Probe<?, ?>) value),
                        checks().stream().flatMap(check -> check.probes().stream()))
                .distinct()
                .collect(Collectors.toList());
    }

    static List<FindingType<?>> findingTypes() {
        return Stream.concat(
                        CONSTANTS.stream().filter(FindingType.class::isInstance).map(value -> (FindingType<?>) value),
                        checks().stream().flatMap(check -> check.info().findings().stream()))
                .distinct()
                .collect(Collectors.toList());
    }

    static List<Class<? extends Target>> targets() {
        return Stream.concat(
                        probes().stream().map(Probe::target), checks().stream().map(Check::target))
                .distinct()
                .collect(Collectors.toList());
    }
}

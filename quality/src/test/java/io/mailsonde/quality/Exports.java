package io.mailsonde.quality;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the modules export to everybody, read from their descriptors. */
final class Exports {
    private Exports() {}

    static List<ModuleDescriptor> modules() {
        try {
            return Collections.list(Exports.class.getClassLoader().getResources("module-info.class")).stream()
                    .map(Exports::read)
                    .filter(module -> module.name().startsWith("io.mailsonde."))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ModuleDescriptor read(URL url) {
        try (InputStream in = url.openStream()) {
            return ModuleDescriptor.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + url, e);
        }
    }

    static Set<String> packages() {
        Set<String> packages = new TreeSet<>();
        for (ModuleDescriptor module : modules()) {
            module.exports().stream()
                    .filter(export -> !export.isQualified())
                    .map(ModuleDescriptor.Exports::source)
                    .forEach(packages::add);
        }
        return packages;
    }

    /** Types that a user of the library can name. */
    static DescribedPredicate<JavaClass> publicTypes() {
        Set<String> exported = packages();
        return DescribedPredicate.describe(
                "are public and exported", type -> exported.contains(type.getPackageName()) && isVisible(type));
    }

    private static boolean isVisible(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(Exports::isVisible).orElse(true);
    }
}

package io.mailsonde.internal;

import io.mailsonde.Target;
import io.mailsonde.dns.DnsNames;
import io.mailsonde.dns.IpAddresses;
import java.lang.reflect.RecordComponent;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sentences with the components of a record in braces. */
public final class Templates {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-zA-Z0-9]+)}");
    private static final int MAX_ITEMS = 10;
    private static final int MAX_TEXT = 300;

    private Templates() {}

    /**
     * Refuses a template that names what the record does not have.
     *
     * @param args the record
     * @param template the template
     * @throws IllegalArgumentException naming the placeholder
     */
    public static void check(Class<? extends Record> args, String template) {
        Matcher placeholder = PLACEHOLDER.matcher(template);
        while (placeholder.find()) {
            String name = placeholder.group(1);
            if (Arrays.stream(args.getRecordComponents())
                    .noneMatch(component -> component.getName().equals(name))) {
                throw new IllegalArgumentException(args.getName() + " has no component {" + name + "}: " + template);
            }
        }
    }

    /**
     * Puts a record's components in place.
     *
     * @param template the template
     * @param args the record
     * @return the sentence, safe to print on one line
     */
    public static String fill(String template, Record args) {
        return PLACEHOLDER
                .matcher(template)
                .replaceAll(match -> Matcher.quoteReplacement(text(component(args, match.group(1)))));
    }

    private static @Nullable Object component(Record args, String name) {
        for (RecordComponent component : args.getClass().getRecordComponents()) {
            if (component.getName().equals(name)) {
                try {
                    return component.getAccessor().invoke(args);
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(
                            args.getClass().getName() + " has to be public in an exported package", e);
                }
            }
        }
        throw new IllegalStateException(args.getClass().getName() + " has no component " + name);
    }

    private static String text(@Nullable Object value) {
        if (value instanceof Collection<?> many) {
            String items = many.stream().limit(MAX_ITEMS).map(Templates::text).collect(Collectors.joining(", "));
            return many.isEmpty()
                    ? "none"
                    : items + (many.size() > MAX_ITEMS ? " and " + (many.size() - MAX_ITEMS) + " more" : "");
        }
        if (value instanceof Optional<?> optional) {
            return optional.map(Templates::text).orElse("none");
        }
        if (value instanceof InetAddress address) {
            return IpAddresses.text(address);
        }
        if (value instanceof Target target) {
            return DnsNames.printable(target.text());
        }
        if (value instanceof Duration duration) {
            return Durations.text(duration);
        }
        String text = String.valueOf(value);
        return DnsNames.printable(text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) + "…" : text);
    }
}

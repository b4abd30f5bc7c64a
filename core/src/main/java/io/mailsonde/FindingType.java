package io.mailsonde;

import io.mailsonde.internal.Templates;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A kind of finding: one typed fact that a check can report, with its stable name.
 *
 * @param id {@code <check id>/<finding>}, such as {@code "dns.fcrdns/no-ptr"}; never reused for another meaning
 * @param severity how grave it is by default
 * @param args the record that carries its arguments
 * @param message a sentence with the components of {@code args} in braces, such as {@code "{address} has no PTR record"}
 * @param remedy what to do, ready to paste where possible, with the same components in braces
 * @param citations where the rule comes from
 * @param <A> the type of its arguments
 */
public record FindingType<A extends Record>(
        String id, Severity severity, Class<A> args, String message, String remedy, List<Citation> citations) {
    private static final Pattern ID = Pattern.compile("[a-z]+\\.[a-z0-9-]+/[a-z0-9-]+");

    /** Refuses an id of another form and a placeholder that is no component of the arguments. */
    public FindingType {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("a finding id looks like family.practice/finding, not " + id);
        }
        Objects.requireNonNull(severity, "severity");
        Templates.check(args, message);
        Templates.check(args, remedy);
        citations = List.copyOf(citations);
    }

    /**
     * A kind of finding without remedy and citations yet.
     *
     * @param id {@code <check id>/<finding>}
     * @param severity how grave it is by default
     * @param args the record that carries its arguments
     * @param message a sentence with the components of {@code args} in braces
     * @return the type
     * @param <A> the type of its arguments
     * @throws IllegalArgumentException if the id has another form or a placeholder is no component
     */
    public static <A extends Record> FindingType<A> of(String id, Severity severity, Class<A> args, String message) {
        return new FindingType<>(id, severity, args, message, "", List.of());
    }

    /**
     * With a remedy.
     *
     * @param text what to do, with the components of the arguments in braces
     * @return the same type with it
     */
    public FindingType<A> remedy(String text) {
        return new FindingType<>(id, severity, args, message, text, citations);
    }

    /**
     * With its sources.
     *
     * @param sources where the rule comes from
     * @return the same type with them
     */
    public FindingType<A> citing(Citation... sources) {
        return new FindingType<>(id, severity, args, message, remedy, List.of(sources));
    }

    /**
     * A suspicion.
     *
     * @param subject what it is about
     * @param arguments its arguments
     * @return the finding, at the type's severity
     */
    public Finding tentative(Target subject, A arguments) {
        return new Finding(this, severity, Confidence.TENTATIVE, subject, arguments);
    }

    /**
     * A finding that leaves no likely innocent explanation.
     *
     * @param subject what it is about
     * @param arguments its arguments
     * @return the finding, at the type's severity
     */
    public Finding firm(Target subject, A arguments) {
        return new Finding(this, severity, Confidence.FIRM, subject, arguments);
    }

    /**
     * A finding whose effect itself was seen.
     *
     * @param subject what it is about
     * @param arguments its arguments
     * @return the finding, at the type's severity
     */
    public Finding confirmed(Target subject, A arguments) {
        return new Finding(this, severity, Confidence.CONFIRMED, subject, arguments);
    }
}

package io.mailsonde;

import io.mailsonde.internal.Templates;
import java.util.Objects;
import java.util.Optional;

/**
 * One fact about a target. Its evidence stands on the result that carries it.
 *
 * @param type which kind of fact
 * @param severity how grave it is here
 * @param confidence how sure it is
 * @param subject what it is about
 * @param args its arguments, of the class that the type names
 */
public record Finding(FindingType<?> type, Severity severity, Confidence confidence, Target subject, Record args) {
    /** Refuses arguments of another class than the type's. */
    public Finding {
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(confidence, "confidence");
        Objects.requireNonNull(subject, "subject");
        if (!type.args().isInstance(args)) {
            throw new IllegalArgumentException(type.id() + " carries "
                    + type.args().getName() + ", not " + args.getClass().getName());
        }
    }

    /**
     * The arguments, if this finding is of a type.
     *
     * @param wanted the type
     * @return its arguments, or empty for a finding of another type
     * @param <A> the type of its arguments
     */
    public <A extends Record> Optional<A> args(FindingType<A> wanted) {
        return type.id().equals(wanted.id()) ? Optional.of(wanted.args().cast(args)) : Optional.empty();
    }

    /**
     * The same finding, graver or less grave.
     *
     * @param other the severity
     * @return the finding
     */
    public Finding at(Severity other) {
        return new Finding(type, other, confidence, subject, args);
    }

    /**
     * Its stable name.
     *
     * @return the type's id
     */
    public String id() {
        return type.id();
    }

    /**
     * The fact as a sentence.
     *
     * @return the type's message with the arguments in place; safe to print, foreign control characters are escaped
     */
    public String message() {
        return Templates.fill(type.message(), args);
    }

    /**
     * What to do about it.
     *
     * @return the type's remedy with the arguments in place; empty where there is none; safe to print
     */
    public String remedy() {
        return Templates.fill(type.remedy(), args);
    }

    /**
     * Whether this finding makes a check fail: LOW or graver, and FIRM or surer.
     *
     * @return true if it does
     */
    public boolean fails() {
        return severity.compareTo(Severity.LOW) >= 0 && confidence.compareTo(Confidence.FIRM) >= 0;
    }
}

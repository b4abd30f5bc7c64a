package io.mailsonde.check;

import io.mailsonde.Citation;
import io.mailsonde.FindingType;
import io.mailsonde.Practice;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is known of a check before it runs. Its consents come from its probes.
 *
 * @param id its stable name, {@code <family>.<practice>}
 * @param title what it establishes, in a few words
 * @param practice which practice it belongs to
 * @param citations where its rules come from
 * @param findings every kind of finding that it may report
 */
public record CheckInfo(
        String id, String title, Practice practice, List<Citation> citations, List<FindingType<?>> findings) {
    private static final Pattern ID = Pattern.compile("[a-z]+\\.[a-z0-9-]+");

    /** Refuses an id of another form, and findings that are not named after the check or are named twice. */
    public CheckInfo {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("a check id looks like family.practice, not " + id);
        }
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(practice, "practice");
        citations = List.copyOf(citations);
        findings = List.copyOf(findings);
        Set<String> ids = new HashSet<>();
        for (FindingType<?> finding : findings) {
            if (!finding.id().startsWith(id + "/") || !ids.add(finding.id())) {
                throw new IllegalArgumentException(
                        "a finding of " + id + " is named " + id + "/… and only once, not " + finding.id());
            }
        }
    }
}

package io.mailsonde.examples.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Which of the known names somebody may have meant. */
final class NearNames {
    private static final int MAX_NAMES = 3;

    private NearNames() {}

    /**
     * The known names that are near to one that is not known.
     *
     * @param wrong the name
     * @param known the names that there are
     * @return {@value #MAX_NAMES} at most, the nearest first; empty where none is near
     */
    static List<String> of(String wrong, Collection<String> known) {
        return known.stream()
                .filter(name -> distance(wrong, name) <= Math.max(2, name.length() / 3) || sharesPart(wrong, name))
                .sorted(Comparator.comparingInt((String name) -> distance(wrong, name))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MAX_NAMES)
                .toList();
    }

    private static boolean sharesPart(String wrong, String name) {
        List<String> parts = List.of(name.split("[.-]"));
        return !wrong.isEmpty() && List.of(wrong.split("[.-]")).stream().anyMatch(parts::contains);
    }

    /** How many letters have to be put in, taken out or exchanged (Levenshtein). */
    private static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int exchanged = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(exchanged, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[b.length()];
    }
}

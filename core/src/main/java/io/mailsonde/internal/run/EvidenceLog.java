package io.mailsonde.internal.run;

import io.mailsonde.evidence.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The evidence of one look, in the order in which things were begun, whatever order they end in: the same look gives the same evidence.
 */
final class EvidenceLog {
    /** The most pieces that one look keeps; a look that makes more is cut, and its first ones are what explains it. */
    static final int MAX = 256;

    private final List<@Nullable Evidence> pieces = new ArrayList<>();
    private boolean closed;

    /**
     * Keeps a place for evidence to come.
     *
     * @return fills the place; further pieces follow behind all others; nothing is kept once the log is closed
     */
    synchronized Consumer<Evidence> begin() {
        int place = pieces.size();
        if (place < MAX) {
            pieces.add(null);
        }
        return evidence -> fill(place, evidence);
    }

    private synchronized void fill(int place, Evidence evidence) {
        if (closed) {
            return;
        }
        if (place < pieces.size() && pieces.get(place) == null) {
            pieces.set(place, evidence);
        } else if (pieces.size() < MAX) {
            pieces.add(evidence);
        }
    }

    /** Closes the log; what is still to come is not waited for. */
    synchronized List<Evidence> close() {
        closed = true;
        return pieces.stream().filter(Objects::nonNull).toList();
    }
}

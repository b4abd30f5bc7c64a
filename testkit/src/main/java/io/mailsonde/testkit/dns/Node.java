package io.mailsonde.testkit.dns;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A name in the tree with its records; without records it is an empty non-terminal. Written under the zone's lock, read by every thread. */
final class Node {
    private static final RrSet[] NONE = {};

    final WireName name;
    private volatile RrSet[] sets = NONE;
    private volatile boolean cut;
    /** How many nodes stand directly below; only under the zone's lock. */
    int children;

    Node(WireName name) {
        this.name = name;
    }

    @Nullable
    RrSet set(int type) {
        for (RrSet set : sets) {
            if (set.type() == type) {
                return set;
            }
        }
        return null;
    }

    RrSet[] sets() {
        return sets;
    }

    /** Whether the zone ends here and another server goes on. */
    boolean isCut() {
        return cut;
    }

    void setCut(boolean value) {
        cut = value;
    }

    void add(int type, byte[] record) {
        RrSet[] old = sets;
        for (int i = 0; i < old.length; i++) {
            if (old[i].type() == type) {
                RrSet[] changed = old.clone();
                changed[i] = old[i].plus(record);
                sets = changed;
                return;
            }
        }
        RrSet[] more = Arrays.copyOf(old, old.length + 1);
        more[old.length] = new RrSet(type, record);
        sets = more;
    }

    void remove(int type) {
        sets = Arrays.stream(sets).filter(set -> set.type() != type).toArray(RrSet[]::new);
    }

    void clear() {
        sets = NONE;
        cut = false;
    }

    boolean isDispensable() {
        return children == 0 && sets.length == 0 && !name.isRoot();
    }
}

package io.mailsonde.internal.run;

import io.mailsonde.Reason;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The runs of an auditor that go on. */
public final class Runs {
    private final Set<Going> going = new HashSet<>();
    private boolean closed;
    private long numbers;

    /** No runs yet. */
    public Runs() {}

    synchronized long nextNumber() {
        return ++numbers;
    }

    /** False once closed. */
    synchronized boolean add(Going execution) {
        return !closed && going.add(execution);
    }

    synchronized void remove(Going execution) {
        going.remove(execution);
    }

    /** Lets no further run start, and ends those that go on. */
    public void close() {
        List<Going> ending;
        synchronized (this) {
            closed = true;
            ending = List.copyOf(going);
        }
        ending.forEach(execution -> execution.end(Reason.CANCELLED, "the auditor was closed"));
    }
}

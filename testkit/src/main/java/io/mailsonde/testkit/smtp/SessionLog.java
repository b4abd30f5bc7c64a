package io.mailsonde.testkit.smtp;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The sessions seen, oldest first, with a bound on their number and on the octets of their messages. */
final class SessionLog {
    private static final int MAX_SESSIONS = 1000;
    private static final long MAX_OCTETS = 64L << 20;

    private final ArrayDeque<Recorder> kept = new ArrayDeque<>();
    private final Object lock = new Object();
    private long total;
    private long octets;

    Recorder begin(InetSocketAddress peer) {
        Recorder recorder = new Recorder(this, peer);
        change(() -> {
            kept.addLast(recorder);
            total++;
            trim();
        });
        return recorder;
    }

    void change(Runnable change) {
        synchronized (lock) {
            change.run();
            lock.notifyAll();
        }
    }

    /** Only within {@link #change}. */
    void grow(int by) {
        octets += by;
        trim();
    }

    private void trim() {
        while (kept.size() > MAX_SESSIONS || (octets > MAX_OCTETS && kept.size() > 1)) {
            octets -= kept.removeFirst().size();
        }
    }

    List<Session> all() {
        synchronized (lock) {
            return kept.stream().map(Recorder::session).toList();
        }
    }

    long total() {
        synchronized (lock) {
            return total;
        }
    }

    private long open() {
        return kept.stream().filter(Recorder::open).count();
    }

    List<Session> awaitEnded(int sessions, Duration within) throws InterruptedException {
        synchronized (lock) {
            if (!await(() -> total - open() >= sessions, within)) {
                throw new AssertionError("waited " + within + " for the end of " + sessions + " sessions, saw " + total
                        + ", of which " + open() + " are open");
            }
            return all();
        }
    }

    void awaitNoneOpen(Duration within) throws InterruptedException {
        if (!await(() -> open() == 0, within)) {
            throw new AssertionError("after " + within + " some SMTP connections are open");
        }
    }

    Command awaitCommand(String prefix, Duration within) throws InterruptedException {
        synchronized (lock) {
            if (!await(() -> latest(prefix).length > 0, within)) {
                throw new AssertionError("waited " + within + " for the command " + prefix + ", saw "
                        + all().stream().map(Session::texts).toList());
            }
            return latest(prefix)[0];
        }
    }

    private Command[] latest(String prefix) {
        return kept.stream()
                .flatMap(recorder -> recorder.commands().stream())
                .filter(command -> command.startsWith(prefix))
                .reduce((earlier, later) -> later)
                .stream()
                .toArray(Command[]::new);
    }

    boolean await(BooleanSupplier done, Duration within) throws InterruptedException {
        long deadline = System.nanoTime() + within.toNanos();
        synchronized (lock) {
            while (!done.getAsBoolean()) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                lock.wait(Math.max(1, left / 1_000_000));
            }
            return true;
        }
    }
}

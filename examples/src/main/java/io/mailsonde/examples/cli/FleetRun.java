package io.mailsonde.examples.cli;

import io.mailsonde.Report;
import io.mailsonde.ReportStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** A stream that goes on until its end or until Ctrl-C, after which no half line is left behind. */
final class FleetRun implements AutoCloseable {
    private static final long WAIT_SECONDS = 10;

    /** Takes one report. */
    interface Sink {
        void accept(Report report) throws IOException;
    }

    private final CompletableFuture<Long> count;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;

    FleetRun(Console console, ReportStream stream, Sink sink) {
        hook = new Thread(() -> interrupted(console), "mailsonde-interruption");
        Runtime.getRuntime().addShutdownHook(hook);
        count = stream.forEach(report -> {
            try {
                sink.accept(report);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Waits; true if it came to its end. */
    boolean await() throws IOException, InterruptedException {
        try {
            count.get();
            return true;
        } catch (CancellationException e) {
            return false;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UncheckedIOException io) {
                throw io.getCause();
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private void interrupted(Console console) {
        console.note("interrupted; what is in flight is left, and --resume OUT goes on with it");
        count.cancel(true);
        try {
            boolean unused = ended.await(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        count.cancel(true);
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException underWay) {
            // The process is ending already, and the hook has just been let go.
        }
    }
}

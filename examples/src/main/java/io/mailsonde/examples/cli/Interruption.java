package io.mailsonde.examples.cli;

import io.mailsonde.Report;
import io.mailsonde.Run;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** On Ctrl-C the run is cancelled, and the process ends only when the report of what there is has been written. */
final class Interruption implements AutoCloseable {
    private static final long WAIT_SECONDS = 10;

    private final Run run;
    private final CountDownLatch written = new CountDownLatch(1);
    private final Thread hook;

    Interruption(Run run, Console console) {
        this.run = run;
        hook = new Thread(() -> interrupted(console), "mailsonde-interruption");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Starts the run and waits for its end, whatever the reason for it. */
    Report report() throws InterruptedException {
        return run.await();
    }

    private void interrupted(Console console) {
        console.note("interrupted; the report says what was found until now");
        run.cancel();
        try {
            if (!written.await(WAIT_SECONDS, TimeUnit.SECONDS)) {
                console.note("the report was not written within " + WAIT_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The report has been written. */
    @Override
    public void close() {
        written.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException underWay) {
            // The process is ending already, and the hook has just been let go.
        }
    }
}

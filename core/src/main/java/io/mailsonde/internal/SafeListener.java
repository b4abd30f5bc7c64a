package io.mailsonde.internal;

import io.mailsonde.AuditListener;
import io.mailsonde.CheckResult;
import io.mailsonde.Report;
import io.mailsonde.Target;
import io.mailsonde.check.Sighting;
import java.time.Duration;

/** A listener whose crashes are logged and go no further: an observer must not change what it observes. */
public final class SafeListener implements AuditListener {
    private static final System.Logger LOG = System.getLogger(SafeListener.class.getName());

    private final AuditListener listener;

    /**
     * Guards a listener.
     *
     * @param listener the listener
     */
    public SafeListener(AuditListener listener) {
        this.listener = listener;
    }

    private static void guard(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.WARNING, "an audit listener failed", e);
        }
    }

    @Override
    public void runStarted(long run) {
        guard(() -> listener.runStarted(run));
    }

    @Override
    public void lookStarted(long look, String probe, Target target) {
        guard(() -> listener.lookStarted(look, probe, target));
    }

    @Override
    public void looked(long look, Sighting<?> sighting, Duration took) {
        guard(() -> listener.looked(look, sighting, took));
    }

    @Override
    public void judged(long run, CheckResult result) {
        guard(() -> listener.judged(run, result));
    }

    @Override
    public void runFinished(long run, Report report) {
        guard(() -> listener.runFinished(run, report));
    }
}

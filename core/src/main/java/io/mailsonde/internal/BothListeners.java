package io.mailsonde.internal;

import io.mailsonde.AuditListener;
import io.mailsonde.CheckResult;
import io.mailsonde.Report;
import io.mailsonde.Target;
import io.mailsonde.check.Sighting;
import java.time.Duration;

/** Two listeners, told one after the other. */
public final class BothListeners implements AuditListener {
    private final AuditListener first;
    private final AuditListener second;

    /**
     * Joins two listeners, each guarded from the other's crashes.
     *
     * @param first who is told first
     * @param second who is told then
     */
    public BothListeners(AuditListener first, AuditListener second) {
        this.first = new SafeListener(first);
        this.second = new SafeListener(second);
    }

    @Override
    public void runStarted(long run) {
        first.runStarted(run);
        second.runStarted(run);
    }

    @Override
    public void lookStarted(long look, String probe, Target target) {
        first.lookStarted(look, probe, target);
        second.lookStarted(look, probe, target);
    }

    @Override
    public void looked(long look, Sighting<?> sighting, Duration took) {
        first.looked(look, sighting, took);
        second.looked(look, sighting, took);
    }

    @Override
    public void judged(long run, CheckResult result) {
        first.judged(run, result);
        second.judged(run, result);
    }

    @Override
    public void runFinished(long run, Report report) {
        first.runFinished(run, report);
        second.runFinished(run, report);
    }
}

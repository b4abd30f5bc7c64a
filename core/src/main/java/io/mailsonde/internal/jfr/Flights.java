package io.mailsonde.internal.jfr;

import io.mailsonde.CheckResult;
import io.mailsonde.Report;
import io.mailsonde.check.Sighting;
import java.util.Optional;

/** Begins what JDK Flight Recorder may record. Without a recording, or without the module jdk.jfr, next to nothing happens. */
public final class Flights {
    /** The module is optional: a small runtime image may leave it out. */
    private static final boolean RECORDER = recorder();

    private Flights() {}

    private static boolean recorder() {
        Optional<Module> module = ModuleLayer.boot().findModule("jdk.jfr");
        return module.isPresent() && Flights.class.getModule().canRead(module.get());
    }

    /**
     * A run begins.
     *
     * @param number its number
     * @return what records its end
     */
    public static Flight<Report> run(long number) {
        return RECORDER ? RunEvent.beginning(number) : unrecorded();
    }

    /**
     * A look begins.
     *
     * @param number its number
     * @param probe the probe's id
     * @return what records its end
     */
    public static Flight<Sighting<?>> look(long number, String probe) {
        return RECORDER ? LookEvent.beginning(number, probe) : unrecorded();
    }

    /**
     * A check begins.
     *
     * @param run the number of its run
     * @return what records its end
     */
    public static Flight<CheckResult> check(long run) {
        return RECORDER ? CheckEvent.beginning(run) : unrecorded();
    }

    static <E> Flight<E> unrecorded() {
        return end -> {};
    }
}

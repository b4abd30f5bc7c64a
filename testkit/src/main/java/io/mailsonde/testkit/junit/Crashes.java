package io.mailsonde.testkit.junit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Exceptions that end a thread while a test runs. */
final class Crashes implements Thread.UncaughtExceptionHandler {
    private static final int MAX = 20;

    private record Crash(String thread, Throwable thrown) {}

    private final Thread.@Nullable UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    private final List<Crash> crashes = new ArrayList<>();

    static Crashes begin() {
        Crashes watch = new Crashes();
        Thread.setDefaultUncaughtExceptionHandler(watch);
        return watch;
    }

    @Override
    public synchronized void uncaughtException(Thread thread, Throwable thrown) {
        if (crashes.size() < MAX) {
            crashes.add(new Crash(thread.getName(), thrown));
        }
    }

    synchronized void end(Leftovers leftovers) {
        Thread.setDefaultUncaughtExceptionHandler(before);
        crashes.forEach(crash -> leftovers.add("uncaught exception in thread " + crash.thread(), crash.thrown()));
    }
}

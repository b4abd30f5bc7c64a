package io.mailsonde.check;

import java.util.concurrent.CompletionException;

/** Words for a crash: what crashed, with what, and where. */
final class Bugs {
    private Bugs() {}

    static String text(String who, Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        StackTraceElement[] trace = cause.getStackTrace();
        return who + " failed with " + cause + (trace.length == 0 ? "" : " at " + trace[0]);
    }
}

package io.mailsonde.testkit.junit;

import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Threads of auditors and scripted servers that are there after a test and were not before. */
final class Threads {
    private final Set<Thread> before = running();

    private static Set<Thread> running() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Threads::ours)
                .collect(Collectors.toSet());
    }

    private static boolean ours(Thread thread) {
        return Stream.of("mailsonde-", "scripted-dns-", "scripted-smtp-").anyMatch(thread.getName()::startsWith);
    }

    void end(Leftovers leftovers) throws InterruptedException {
        long deadline = System.nanoTime() + leftovers.patience().toNanos();
        for (Thread thread : running()) {
            if (!before.contains(thread)) {
                thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
                if (thread.isAlive()) {
                    leftovers.add("thread " + thread.getName() + " goes on after " + leftovers.patience());
                }
            }
        }
    }
}

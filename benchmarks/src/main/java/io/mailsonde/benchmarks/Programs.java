package io.mailsonde.benchmarks;

import io.mailsonde.Outcome;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Peers that are programs, and the CPU time that they and we take. */
final class Programs {
    /** The fields 16 and 17 of /proc/self/stat, after the name: the time of children that have ended, in user and system mode. */
    private static final Pattern CHILDREN = Pattern.compile("\\) (?:\\S+ ){13}(\\d+) (\\d+) ");

    /** What /proc counts in, on every Linux of today. */
    private static final double TICKS_PER_SECOND = 100;

    private Programs() {}

    /**
     * A program that ran.
     *
     * @param said what it printed
     * @param seconds how long it took
     * @param cpuSeconds the CPU time that it took
     */
    record Ran(String said, double seconds, double cpuSeconds) {}

    /** Runs a program to its end. */
    static Ran run(List<String> command) throws IOException, InterruptedException {
        double cpu = cpuOfChildren();
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        if (code != 0) {
            throw new IOException(String.join(" ", command) + " failed with " + code + ": " + said);
        }
        return new Ran(said, (System.nanoTime() - start) / 1e9, cpuOfChildren() - cpu);
    }

    /** The CPU seconds of this process so far. */
    static double cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime()
                / 1e9;
    }

    private static double cpuOfChildren() throws IOException {
        Matcher times = CHILDREN.matcher(Files.readString(Path.of("/proc/self/stat")));
        if (!times.find()) {
            throw new IOException("no CPU times in /proc/self/stat");
        }
        return (Double.parseDouble(times.group(1)) + Double.parseDouble(times.group(2))) / TICKS_PER_SECOND;
    }

    /** A number without more digits than it deserves. */
    static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.1f" : "%.0f", value);
    }

    /** An outcome in one word or two. */
    static String text(Outcome outcome) {
        String kind = outcome.getClass().getSimpleName();
        return outcome instanceof Outcome.Inconclusive inconclusive ? kind + " " + inconclusive.reason() : kind;
    }
}

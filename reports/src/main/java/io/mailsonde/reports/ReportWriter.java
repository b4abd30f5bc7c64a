package io.mailsonde.reports;

import io.mailsonde.Report;
import io.mailsonde.check.Implementable;
import java.io.Flushable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/** A form in which reports are written. Writers are immutable and may be shared by threads. */
@FunctionalInterface
@Implementable
public interface ReportWriter {
    /**
     * Writes one report.
     *
     * @param report the report
     * @param out where to
     * @throws IOException if {@code out} fails
     */
    void write(Report report, Appendable out) throws IOException;

    /**
     * This writer with a place to write to, such as {@code run.start().thenAccept(writer.to(System.out))}.
     *
     * @param out where to; flushed after each report if it can be, never closed
     * @return takes reports from any thread, one at a time; throws {@link UncheckedIOException} if {@code out} fails
     */
    default Consumer<Report> to(Appendable out) {
        Object one = new Object();
        return report -> {
            synchronized (one) {
                try {
                    write(report, out);
                    if (out instanceof Flushable flushable) {
                        flushable.flush();
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException("the report cannot be written: " + e.getMessage(), e);
                }
            }
        };
    }
}
